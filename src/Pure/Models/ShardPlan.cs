// How weights are spread over files, as Hugging Face does it: in the order of the network, a new file where the next tensor would take
// the one before over the limit; one file with the plain name when everything fits.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Tensors;

namespace Pure.Models;

/// <summary>The files of a checkpoint and what is in each.</summary>
public sealed class ShardPlan
{
    /// <summary>Name of the file when there is only one.</summary>
    public const string Single = "model.safetensors";

    /// <summary>Name of the list of shards.</summary>
    public const string Index = "model.safetensors.index.json";

    /// <summary>Hugging Face's limit of one file, in bytes.</summary>
    public const long DefaultLimit = 5_000_000_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private ShardPlan(IReadOnlyList<KeyValuePair<string, IReadOnlyList<TensorSpec>>> files) => Files = files;

    /// <summary>File names with their tensors.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<TensorSpec>>> Files { get; }

    /// <summary>Plans the files.</summary>
    /// <param name="tensors">In the order of the network.</param>
    /// <param name="limit">Most bytes of one file; a larger tensor gets a file of its own.</param>
    public static ShardPlan Of(IReadOnlyList<TensorSpec> tensors, long limit)
    {
        var shards = new List<List<TensorSpec>> { new() };
        long size = 0;
        foreach (TensorSpec tensor in tensors)
        {
            if (shards[^1].Count > 0 && size + tensor.Bytes > limit)
            {
                shards.Add([]);
                size = 0;
            }

            shards[^1].Add(tensor);
            size += tensor.Bytes;
        }

        return new ShardPlan([.. shards.Select((shard, i) => KeyValuePair.Create<string, IReadOnlyList<TensorSpec>>(
            shards.Count == 1 ? Single : $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors", shard))]);
    }

    /// <summary>Writes the index, where there is more than one file.</summary>
    public void WriteIndex(string folder)
    {
        if (Files.Count == 1) return;
        var map = new JsonObject();
        foreach ((string file, string name) in Files.SelectMany(f => f.Value.Select(t => (f.Key, t.Name))).OrderBy(t => t.Name, StringComparer.Ordinal)) map[name] = file;
        var index = new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_size"] = Files.Sum(f => f.Value.Sum(t => t.Bytes)) },
            ["weight_map"] = map,
        };
        File.WriteAllText(Path.Combine(folder, Index), index.ToJsonString(Indented) + "\n");
    }

    /// <summary>The files of a folder; for each the names that the index says are in it, or <see langword="null"/> without an index.</summary>
    /// <exception cref="PureException">The index is not sound.</exception>
    public static IReadOnlyList<(string File, string[]? Names)> ReadFiles(string folder)
    {
        string index = Path.Combine(folder, Index);
        if (!File.Exists(index)) return [(Single, null)];
        try
        {
            JsonObject map = ConfigFields.Parse(index)["weight_map"] as JsonObject ?? throw Unsound(index, "it has no object 'weight_map'");
            return [.. map.GroupBy(entry => FileOf(entry.Value, entry.Key, index), entry => entry.Key, StringComparer.Ordinal)
                .OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.ToArray()))];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Found out only when names and texts are looked at: half of a surrogate pair, a name that is there twice.
            throw Unsound(index, e.Message.Split('\n')[0].TrimEnd('.'));
        }
    }

    private static string FileOf(JsonNode? file, string name, string index) =>
        file is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && Path.GetFileName(text) == text
            ? text
            : throw Unsound(index, $"'{name}' is not in a file of this folder");

    private static PureException Unsound(string index, string why) => new($"'{index}' is not a sound index of shards: {why}. Copy the checkpoint again.");
}
