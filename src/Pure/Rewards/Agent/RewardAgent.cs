// RewardAgent (arXiv 2502.19328): r(x, y) = lambda r_RM(x, y) + sum over the checks that x needs of w_i a_i(x, y). A router reads the
// instruction and says which checks it needs; factuality and constraints are judged by their agents; the judger adds up. Answers are told
// apart by their place and not by their text, and the order in which they are shown is the caller's, so that equal answers stay equal.
using System.Globalization;
using Pure.Data;
using Pure.Rollouts.Remote;

namespace Pure.Rewards.Agent;

/// <summary>Judges the answers to an instruction.</summary>
/// <param name="chat">Routes.</param>
/// <param name="factuality">Judges facts.</param>
/// <param name="instructions">Judges constraints.</param>
/// <param name="options">Weights and scale.</param>
public sealed class RewardAgent(RemoteChat chat, FactualityAgent factuality, InstructionAgent instructions, AgentOptions options)
{
    /// <summary>Judges answers.</summary>
    /// <param name="instruction">What was asked.</param>
    /// <param name="answers">At least one.</param>
    /// <param name="rewards">The preference model's reward of each.</param>
    /// <param name="cancel">Ends the requests.</param>
    /// <exception cref="RemoteException">A request failed for good: the whole group has no verdict.</exception>
    public async Task<AgentVerdict> JudgeAsync(string instruction, IReadOnlyList<string> answers, IReadOnlyList<double> rewards, CancellationToken cancel)
    {
        AgentPlan plan = AgentReplies.Plan(await chat.AskAsync(AgentPrompts.Plan(instruction), 64, cancel).ConfigureAwait(false));
        var judgments = new List<AgentJudgment>();
        ulong seed = SeedSequence.Derive((ulong)options.Seed, instruction);
        if (plan.Factuality && answers.Count > 1) judgments.Add(Named(AgentJudgment.Factuality, await factuality.ScoreAsync(instruction, answers, seed, cancel).ConfigureAwait(false)));
        if (plan.Constraints) judgments.Add(Named(AgentJudgment.Constraint, await instructions.ScoreAsync(instruction, answers, cancel).ConfigureAwait(false)));
        judgments.Add(Named(AgentJudgment.Preference, ScoreScaling.Apply(rewards, options.Scale)));
        var totals = Judger.Sums(judgments, options.Weights).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        return new AgentVerdict([.. answers.Select((_, i) => totals[Name(i)])], judgments, plan);
    }

    private static AgentJudgment Named(string agent, double[] scores) => new(agent, [.. scores.Select((score, i) => KeyValuePair.Create(Name(i), score))]);

    private static string Name(int answer) => "Answer " + (answer + 1).ToString(CultureInfo.InvariantCulture);
}
