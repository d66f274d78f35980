using Pure.Config;
using Pure.Credit;
using Pure.Data;
using Pure.Rollouts;

namespace Pure.Training;

/// <summary>What must hold between an RL configuration and its problems, checked before anything is loaded or written.</summary>
internal static class RlRules
{
    /// <summary>Checks the configuration against the problems.</summary>
    public static void Check(RlConfig config, IReadOnlyList<Problem> problems, IReadOnlyList<Problem> heldOut)
    {
        if ((config.System.NeedsAnswers || config.Rl.PromptFilter is not null) && problems.FirstOrDefault(p => p.Answer is null) is { } open)
            throw new PureException($"{(config.System.NeedsAnswers ? "This system.kind" : "rl.prompt_filter")} needs the outcome of every response, and the problem '{open.Id}' in '{config.Rl.Prompts}' has no answer. Give every problem one.");
        if (config.System.UsesCredit && config.Credit.RewardMode != RewardMode.Prm && problems.All(p => p.Answer is null))
            throw new PureException($"credit.reward_mode uses verifiable rewards, but no problem in '{config.Rl.Prompts}' has an answer. Add the field 'answer' where it is known.");
        if (config.Rl.PromptsPerStep > problems.Count)
            throw new PureException($"rl.prompts_per_step is {config.Rl.PromptsPerStep}, and '{config.Rl.Prompts}' has {problems.Count} problems: one step would ask a problem twice. Lower it or add problems.");
        if (heldOut.FirstOrDefault(p => p.Answer is null) is { } unanswered)
            throw new PureException($"The held-out problem '{unanswered.Id}' in '{config.Evaluation!.Prompts}' has no answer. Give every held-out problem one.");
    }

    /// <summary>Checks that every prompt leaves room for a response.</summary>
    public static void CheckLengths(RlConfig config, Policy policy, IReadOnlyList<Prompt> prompts)
    {
        int limit = policy.Config.MaxPositions - config.Rl.MaxCompletionLength;
        Prompt[] wrong = [.. prompts.Where(p => p.Ids.Length == 0 || p.Ids.Length > limit)];
        if (wrong.Length == 0) return;
        throw new PureException(wrong[0].Ids.Length == 0
            ? $"The prompt of problem '{wrong[0].ProblemId}' has no tokens. Give it a text or a prompt template."
            : $"{wrong.Length} of {prompts.Count} prompts leave no room for rl.max_completion_length = {config.Rl.MaxCompletionLength} tokens within the model's {policy.Config.MaxPositions} positions; the first, problem '{wrong[0].ProblemId}', has {wrong[0].Ids.Length}. Lower it, or shorten or remove those problems; nothing is cut silently.");
    }
}
