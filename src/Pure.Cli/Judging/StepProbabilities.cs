using Pure.Cli.Inference;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Cli.Judging;

/// <summary>Scores written solutions, whose steps are given as texts.</summary>
internal static class StepProbabilities
{
    /// <summary>Probability of being right of each step; none for a solution that the model could not score.</summary>
    /// <param name="session">The models.</param>
    /// <param name="solutions">Id, prompt and steps.</param>
    public static double[][] Of(InferenceSession session, IReadOnlyList<(string Id, int[] Prompt, IReadOnlyList<string> Steps)> solutions) =>
        [.. Rewards(session, solutions).Select(reward => Array.ConvertAll(reward.Steps, r => (r + 1) / 2))];

    /// <summary>Rewards as the model gives them.</summary>
    public static IReadOnlyList<ResponseReward> Rewards(InferenceSession session, IReadOnlyList<(string Id, int[] Prompt, IReadOnlyList<string> Steps)> solutions)
    {
        (Rollout Rollout, Steps Steps)[] rollouts = [.. solutions.Select(s => StepwiseRollout.Of(s.Id, s.Prompt, s.Steps, session.Tokenizer, session.Separator))];
        return session.RewardModel!.Score([.. rollouts.Select(r => r.Rollout)], [.. rollouts.Select(r => r.Steps)], session.Scoring);
    }
}
