using Pure.Data;
using Pure.Rollouts;

namespace Pure.Tests.Search;

/// <summary>
/// A policy for tests of search: a token is 1 (a step goes on), 2 (ends a step) or 0 (ends the response), drawn from the seed that a real
/// generator would use. Scores of steps are a function of the tokens before them.
/// </summary>
internal sealed class RandomTree : IGenerator
{
    public const int End = 0;
    public static readonly IReadOnlySet<int> Separators = new HashSet<int> { 2 };

    /// <summary>Rows asked for in each call.</summary>
    public List<int> Calls { get; } = [];

    public long Tokens { get; private set; }

    public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default)
    {
        Calls.Add(request.Prompts.Count * request.SamplesPerPrompt);
        return [.. request.Prompts.SelectMany(prompt => Enumerable.Range(0, request.SamplesPerPrompt).Select(k => Sample(request, prompt, k, options)))];
    }

    /// <summary>One score a step in (0, 1).</summary>
    public static double[][] Score(IReadOnlyList<Rollout> responses) => [.. responses.Select(response =>
    {
        Steps steps = Steps.Of(response.ResponseIds, Separators);
        return Enumerable.Range(0, steps.Count).Select(j => SeedSequence.Uniform(response.ResponseIds[..(steps.End(j) + 1)].Aggregate(7ul, (seed, id) => SeedSequence.Derive(seed, (ulong)id)), 0)).ToArray();
    })];

    private Rollout Sample(GenerationRequest request, Prompt prompt, int sample, SamplingOptions options)
    {
        ulong seed = SeedSequence.Derive(SeedSequence.Derive(request.Seed, prompt.ProblemId), (ulong)sample);
        var ids = new List<int>();
        FinishReason? finish = null;
        while (finish is null)
        {
            double draw = options.Temperature > 0 ? SeedSequence.Uniform(seed, ids.Count) : 0.5;
            int id = draw < 0.15 ? End : draw < 0.55 ? 2 : 1;
            ids.Add(id);
            if (id == End) finish = FinishReason.Stop;
            else if (options.PauseAt?.Contains(id) == true) finish = FinishReason.Pause;
            else if (ids.Count == prompt.LimitOf(options)) finish = FinishReason.Length;
        }

        Tokens += ids.Count;
        return new Rollout(prompt.ProblemId, sample, prompt.Ids, [.. ids], new float[ids.Count], finish.Value, 0, seed);
    }
}
