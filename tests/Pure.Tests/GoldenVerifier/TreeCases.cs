using System.Text.Json;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Search;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Whole searches over a table model.</summary>
internal static class TreeCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["search_tree.json"] = Check,
    };

    private static void Check(JsonElement item)
    {
        JsonElement input = Input(item, "kind", "config", "children", "scores");
        var model = new TableModel(input.GetProperty("children").EnumerateObject().ToDictionary(entry => entry.Name, entry => Texts(entry.Value), StringComparer.Ordinal));
        Dictionary<string, double> scores = Map(input.GetProperty("scores"));
        double[][] Score(IReadOnlyList<Rollout> responses) => [.. responses.Select(response => model.Steps(response.ResponseIds).Select(step => scores[step]).ToArray())];

        SearchOptions options = Options(input.GetProperty("config"), input.GetProperty("kind").GetString()!, model);
        if (Raises(item))
        {
            Assert.ThrowsAny<Exception>(() => new TestTimeSearch(model, Score, options).Run([new Prompt("p", [])]));
            return;
        }

        SearchResult result = new TestTimeSearch(model, Score, options).Run([new Prompt("p", [])])[0];

        // completion_tokens is a count that the original gets wrong (0 or -1); ours is counted in the tests of search.
        JsonElement expected = Expected(item, "completions", "step_scores", "prediction", "completion_tokens");
        Assert.Equal(Texts(expected.GetProperty("completions")).Select(Chunks), result.Candidates.Select(c => Chunks(model.Text(c.Rollout.ResponseIds))));
        double[][] steps = Rows(expected.GetProperty("step_scores"));
        for (int i = 0; i < steps.Length; i++) Close(steps[i], result.Candidates[i].StepScores, $"step_scores[{i}]");
        Assert.Equal(Chunks(expected.GetProperty("prediction").GetString()!), Chunks(model.Text(result.Candidates[result.Chosen!.Value].Rollout.ResponseIds)));
    }

    private static SearchOptions Options(JsonElement config, string kind, TableModel model)
    {
        Knows(config, "n", "beam_width", "num_iterations", "lookahead", "agg_strategy", "filter_duplicates", "sort_completed");
        return new SearchOptions
        {
            Method = kind switch { "beam_search" => SearchMethod.Beam, "dvts" => SearchMethod.Dvts, "best_of_n" => SearchMethod.BestOfN, _ => throw new NotSupportedException(kind) },
            Candidates = config.GetProperty("n").GetInt32(),
            BeamWidth = config.GetProperty("beam_width").GetInt32(),
            MaxSteps = config.GetProperty("num_iterations").GetInt32(),
            Lookahead = config.GetProperty("lookahead").GetInt32(),
            Aggregation = config.GetProperty("agg_strategy").GetString() switch { "min" => Aggregation.Min, "prod" => Aggregation.Product, "last" => Aggregation.Last, var name => throw new NotSupportedException(name) },
            FilterDuplicates = config.GetProperty("filter_duplicates").GetBoolean(),
            SortCompleted = config.GetProperty("sort_completed").GetBoolean(),
            Sampling = new SamplingOptions(1000, 0.8),
            Separators = model.Separators,
            HoldsAnswer = ids => model.Text(ids).Contains("boxed{", StringComparison.Ordinal),
            Published = true,
        };
    }

    private static string Chunks(string text) => string.Join('|', text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(chunk => chunk.Trim()));
}
