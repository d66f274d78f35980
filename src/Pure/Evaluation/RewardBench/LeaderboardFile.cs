// The files of the RewardBench leaderboard: eval-set/MODEL.json maps subsets to accuracies, eval-set-scores/MODEL.json holds the scores of
// every answer by column.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Runs;

namespace Pure.Evaluation.RewardBench;

/// <summary>Writes results in the leaderboard's layout.</summary>
public static class LeaderboardFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file with its keys sorted.</summary>
    /// <param name="folder">Folder of all results.</param>
    /// <param name="kind">eval-set, eval-set-scores, pref-sets or pref-sets-scores.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="values">What to write besides the model's name and type.</param>
    /// <returns>The path.</returns>
    public static string Write(string folder, string kind, string model, IReadOnlyDictionary<string, JsonNode?> values)
    {
        string path = Path.Combine(folder, kind, model + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var all = new SortedDictionary<string, JsonNode?>(values.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["model"] = model,
            ["model_type"] = "Custom Classifier",
        };
        AtomicFile.WriteText(path, new JsonObject(all).ToJsonString(Indented) + "\n");
        return path;
    }

    /// <summary>A number, or null for one that JSON does not have.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A column of numbers.</summary>
    public static JsonArray Column(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>A column of texts.</summary>
    public static JsonArray Column(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
