// A model folder in Hugging Face layout: config.json, model.safetensors (or shards with an index), and the tokenizer's files,
// which are carried along unchanged. The same layout is read and written, so nothing is ever converted.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Reads and writes model folders.</summary>
public static class ModelFolder
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] CarriedFiles =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
        "generation_config.json", "chat_template.jinja",
    ];

    /// <summary>Reads the shape of a model.</summary>
    public static ModelConfig ReadConfig(string folder)
    {
        if (!Directory.Exists(folder)) throw new PureException($"The model folder '{folder}' does not exist. Check the path; relative paths start at the current folder.");
        return ModelConfig.Read(Path.Combine(folder, "config.json"));
    }

    /// <summary>Reads the weights of a model and checks them against its shape.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="type">Element type the weights are turned into.</param>
    /// <exception cref="PureException">A file is missing or damaged, or tensors are missing, unknown or of another shape; the message names them.</exception>
    public static Weights ReadWeights(string folder, ModelConfig config, ScalarType type = ScalarType.Float32)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (string file in Files(folder))
        {
            foreach ((string name, Tensor tensor) in SafeTensors.Read(Path.Combine(folder, file)))
            {
                if (!tensors.TryAdd(name, tensor)) throw new PureException($"The tensor '{name}' is in two files of '{folder}'. Save the checkpoint again.");
            }
        }

        if (config.TieWordEmbeddings && tensors.Remove("lm_head.weight", out Tensor? tied)) tied.Dispose();
        Check(folder, config, tensors);
        return new Weights(tensors.Select(t => KeyValuePair.Create(t.Key, As(t.Value, type))).ToList());
    }

    /// <summary>Writes a model.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="tokenizerFrom">The folder whose tokenizer files are copied.</param>
    public static void Write(string folder, ModelConfig config, Weights weights, string tokenizerFrom)
    {
        WriteConfig(folder, config);
        SafeTensors.Write(Path.Combine(folder, Single), weights.All);
        foreach (string file in CarriedFiles)
        {
            string source = Path.GetFullPath(Path.Combine(tokenizerFrom, file)), target = Path.GetFullPath(Path.Combine(folder, file));
            if (source != target && File.Exists(source)) File.Copy(source, target, overwrite: true);
        }
    }

    /// <summary>Writes the config.json alone.</summary>
    public static void WriteConfig(string folder, ModelConfig config) =>
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJson().ToJsonString(Indented) + "\n");

    private static IEnumerable<string> Files(string folder)
    {
        string index = Path.Combine(folder, Index);
        if (!File.Exists(index)) return [Single];
        try
        {
            JsonObject map = JsonNode.Parse(File.ReadAllText(index))!["weight_map"]!.AsObject();
            return map.Select(entry => entry.Value!.GetValue<string>()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new PureException($"'{index}' is not a sound index of shards ({e.Message.Split('\n')[0]}). Copy the checkpoint again.", e);
        }
    }

    private static void Check(string folder, ModelConfig config, SortedDictionary<string, Tensor> tensors)
    {
        IReadOnlyList<KeyValuePair<string, long[]>> shapes = WeightInitializer.Shapes(config);
        var problems = new List<string>();
        foreach ((string name, long[] shape) in shapes)
        {
            if (!tensors.TryGetValue(name, out Tensor? tensor)) problems.Add($"'{name}' is missing");
            else if (!tensor.shape.AsSpan().SequenceEqual(shape)) problems.Add($"'{name}' has shape [{string.Join(", ", tensor.shape)}] and not [{string.Join(", ", shape)}]");
        }

        var known = shapes.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(tensors.Keys.Where(name => !known.Contains(name)).Select(name => $"'{name}' is not part of this architecture"));
        if (problems.Count == 0) return;
        string more = problems.Count > 5 ? $" and {problems.Count - 5} more" : "";
        throw new PureException($"The weights in '{folder}' do not fit its config.json: {string.Join("; ", problems.Take(5))}{more}. Use the config.json that was saved with these weights.");
    }

    private static Tensor As(Tensor tensor, ScalarType type)
    {
        if (tensor.dtype == type) return tensor;
        Tensor cast = tensor.to(type);
        tensor.Dispose();
        return cast;
    }
}
