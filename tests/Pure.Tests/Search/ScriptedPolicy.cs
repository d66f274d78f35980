using Pure.Rollouts;

namespace Pure.Tests.Search;

/// <summary>A policy whose tokens are written down: in each call the i-th prompt's sample is the i-th list. A token of 0 ends the response; each step has the score of its last token, a tenth of it and at most 0.5.</summary>
internal sealed class ScriptedPolicy(params int[][] calls) : IGenerator
{
    /// <summary>What was asked for in each call.</summary>
    public List<(GenerationRequest Request, SamplingOptions Options)> Requests { get; } = [];

    public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default)
    {
        int[] tokens = calls[Requests.Count];
        Requests.Add((request, options));
        Assert.Equal(tokens.Length, request.Prompts.Count * request.SamplesPerPrompt);
        return [.. tokens.Select((token, i) =>
        {
            Prompt prompt = request.Prompts[i / request.SamplesPerPrompt];
            FinishReason finish = token == 0 ? FinishReason.Stop : options.PauseAt?.Contains(token) == true ? FinishReason.Pause : FinishReason.Length;
            return new Rollout(prompt.ProblemId, i % request.SamplesPerPrompt, prompt.Ids, [token], [-0.5f], finish, 0, 0);
        })];
    }

    /// <summary>One score a token.</summary>
    public static double[][] Score(IReadOnlyList<Rollout> responses) => [.. responses.Select(response => response.ResponseIds.Select(id => Math.Min(id, 5) / 10.0).ToArray())];
}
