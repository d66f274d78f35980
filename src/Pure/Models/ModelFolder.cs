// A model folder in Hugging Face layout: config.json, model.safetensors (or shards with an index), and the tokenizer's files,
// which are carried along unchanged. The same layout is read and written, so nothing is ever converted.
using System.Text.Json;
using Pure.Models.Lora;
using Pure.Tensors;
using Pure.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Reads and writes model folders.</summary>
public static class ModelFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] CarriedFiles =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
        "generation_config.json", "chat_template.jinja", "chat_template.json",
    ];

    /// <summary>Reads the shape of a model.</summary>
    public static ModelConfig ReadConfig(string folder)
    {
        if (!Directory.Exists(folder)) throw new PureException($"The model folder '{folder}' does not exist. Check the path; relative paths start at the current folder.");
        return AdaptedFolder.Find(folder)?.ReadConfig() ?? ModelConfig.Read(Path.Combine(folder, "config.json"));
    }

    /// <summary>Reads the weights of a model and checks them against its shape before any data is read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="where">Type of the tensors, whatever the files hold (fp32, or bf16 for a model that is computed or kept in it), and their device; fp32 on the processor when not given.</param>
    /// <exception cref="PureException">A file is missing or damaged, or tensors are missing, unknown or of another shape; the message names them.</exception>
    public static Weights ReadWeights(string folder, ModelConfig config, Placement? where = null)
    {
        Placement place = where ?? new Placement();
        var stamps = FileStamps.Of(folder);
        return Read().Rereadable(() =>
        {
            stamps.Check();
            return Read();
        });

        Weights Read() => AdaptedFolder.Find(folder)?.ReadWeights(config, place) ?? ReadFiles(folder, config, place);
    }

    private static Weights ReadFiles(string folder, ModelConfig config, Placement where)
    {
        Device device = where.Device;
        var files = new List<SafeTensorFile>();
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            SortedDictionary<string, (SafeTensorFile File, TensorSpec Spec)> found = Open(folder, files);
            foreach (string name in found.Keys.Where(name => IsRedundant(name, config)).ToList()) found.Remove(name);
            Check(folder, config, found.ToDictionary(t => t.Key, t => t.Value.Spec, StringComparer.Ordinal));
            foreach ((string name, (SafeTensorFile file, _)) in found) tensors[name] = file.Read(name, where.Type, device);
            return new Weights(tensors);
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values) tensor.Dispose();
            throw;
        }
        finally
        {
            foreach (SafeTensorFile file in files) file.Dispose();
        }
    }

    /// <summary>Reads a checkpoint into weights that are there already, one tensor at a time.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">Overwritten; their types stay.</param>
    /// <exception cref="PureException">A tensor is missing or of another shape, or a file is damaged.</exception>
    public static void ReadInto(string folder, Weights weights)
    {
        weights.Keep();
        using IDisposable quiet = no_grad();
        var files = new List<SafeTensorFile>();
        try
        {
            SortedDictionary<string, (SafeTensorFile File, TensorSpec Spec)> found = Open(folder, files);
            foreach ((string name, Tensor weight) in weights.All)
            {
                if (!found.TryGetValue(name, out (SafeTensorFile File, TensorSpec Spec) saved) || !saved.Spec.Shape.AsSpan().SequenceEqual(weight.shape))
                    throw new PureException($"The checkpoint '{folder}' has no tensor '{name}' of shape [{string.Join(", ", weight.shape)}]. It belongs to another model; choose another output_dir.");
                using Tensor from = saved.File.Read(name);
                weight.copy_(from);
            }
        }
        finally
        {
            foreach (SafeTensorFile file in files) file.Dispose();
        }
    }

    /// <summary>Checks the weights of a model against its shape by the headers of its files, without reading any data.</summary>
    /// <exception cref="PureException">As for <see cref="ReadWeights"/>.</exception>
    public static void CheckWeights(string folder, ModelConfig config)
    {
        if (AdaptedFolder.Find(folder) is { } adapted)
        {
            adapted.CheckWeights(config);
            return;
        }

        var files = new List<SafeTensorFile>();
        try
        {
            Check(folder, config, Open(folder, files).Where(t => !IsRedundant(t.Key, config)).ToDictionary(t => t.Key, t => t.Value.Spec, StringComparer.Ordinal));
        }
        finally
        {
            foreach (SafeTensorFile file in files) file.Dispose();
        }
    }

    /// <summary>Writes a model.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="weights">Its weights, written in the type they have.</param>
    /// <param name="tokenizerFrom">The folder whose tokenizer files are copied.</param>
    /// <param name="shardLimit">Most bytes of one file.</param>
    public static void Write(string folder, ModelConfig config, Weights weights, string tokenizerFrom, long shardLimit = ShardPlan.DefaultLimit)
    {
        WriteConfig(folder, config, weights["model.embed_tokens.weight"].dtype);
        TensorSpec[] specs = [.. WeightInitializer.Shapes(config).Select(s => new TensorSpec(s.Key, weights[s.Key].dtype, weights[s.Key].shape))];
        WriteWeights(folder, specs, name => weights[name], shardLimit);
        CopyTokenizer(tokenizerFrom, folder);
    }

    /// <summary>Writes a model with random weights, made one tensor at a time.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Decides the weights, as in <see cref="WeightInitializer.Random(ModelConfig, ulong)"/>.</param>
    /// <param name="type">Type of the weights.</param>
    /// <param name="shardLimit">Most bytes of one file.</param>
    /// <param name="begin">Told the name of each tensor before it is made.</param>
    public static void WriteRandom(
        string folder, ModelConfig config, ulong seed, ScalarType type, long shardLimit = ShardPlan.DefaultLimit, Action<string>? begin = null)
    {
        WriteConfig(folder, config, type);
        Dictionary<string, long[]> shapes = WeightInitializer.Shapes(config).ToDictionary(StringComparer.Ordinal);
        TensorSpec[] specs = [.. shapes.Select(s => new TensorSpec(s.Key, type, s.Value))];
        WriteWeights(folder, specs, Make, shardLimit);

        Tensor Make(string name)
        {
            begin?.Invoke(name);
            return WeightInitializer.Random(config, KeyValuePair.Create(name, shapes[name]), seed).to(type);
        }
    }

    /// <summary>Writes the config.json alone.</summary>
    public static void WriteConfig(string folder, ModelConfig config, ScalarType type = ScalarType.Float32) =>
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJson(type).ToJsonString(Indented) + "\n");

    /// <summary>Copies the tokenizer's files, chat template and generation settings, those that are there. The content is copied and not the
    /// mode: a folder made from read-only files can still be written.</summary>
    public static void CopyTokenizer(string from, string to)
    {
        from = AdapterBase.Holder(from, "tokenizer.json");
        foreach (string file in CarriedFiles)
        {
            string source = Path.GetFullPath(Path.Combine(from, file)), target = Path.GetFullPath(Path.Combine(to, file));
            if (source != target && File.Exists(source)) File.WriteAllBytes(target, File.ReadAllBytes(source));
        }
    }

    private static void WriteWeights(string folder, IReadOnlyList<TensorSpec> specs, Func<string, Tensor> tensor, long shardLimit)
    {
        var plan = ShardPlan.Of(specs, shardLimit);
        foreach ((string file, IReadOnlyList<TensorSpec> tensors) in plan.Files) SafeTensors.Write(Path.Combine(folder, file), tensors, tensor);
        plan.WriteIndex(folder);
    }

    private static SortedDictionary<string, (SafeTensorFile File, TensorSpec Spec)> Open(string folder, List<SafeTensorFile> files)
    {
        var found = new SortedDictionary<string, (SafeTensorFile, TensorSpec)>(StringComparer.Ordinal);
        foreach ((string name, string[]? indexed) in ShardPlan.ReadFiles(folder))
        {
            var file = SafeTensorFile.Open(Path.Combine(folder, name));
            files.Add(file);
            foreach (TensorSpec tensor in file.Tensors)
            {
                if (!found.TryAdd(tensor.Name, (file, tensor))) throw new PureException($"The tensor '{tensor.Name}' is in two files of '{folder}'. Save the checkpoint again.");
            }

            string? missing = indexed?.Except(file.Tensors.Select(t => t.Name), StringComparer.Ordinal).FirstOrDefault();
            if (missing is not null) throw new PureException($"The tensor '{missing}' is missing in '{Path.Combine(folder, name)}', where '{ShardPlan.Index}' says it is. Copy the checkpoint again.");
        }

        return found;
    }

    /// <summary>Tensors that say nothing new: the output projection of a model that uses its embedding, and the frequencies that old Llama folders hold.</summary>
    private static bool IsRedundant(string name, ModelConfig config) =>
        (config.TieWordEmbeddings && name == "lm_head.weight") || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);

    private static void Check(string folder, ModelConfig config, Dictionary<string, TensorSpec> tensors)
    {
        IReadOnlyList<KeyValuePair<string, long[]>> shapes = WeightInitializer.Shapes(config);
        var problems = new List<string>();
        foreach ((string name, long[] shape) in shapes)
        {
            if (!tensors.TryGetValue(name, out TensorSpec? tensor)) problems.Add($"'{name}' is missing");
            else if (!tensor.Shape.AsSpan().SequenceEqual(shape)) problems.Add($"'{name}' has shape [{string.Join(", ", tensor.Shape)}] and not [{string.Join(", ", shape)}]");
            else if (!SafeTensorEntry.IsFloating(tensor.Type)) problems.Add($"'{name}' holds {tensor.Type} and not floating-point numbers");
        }

        var known = shapes.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(tensors.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).Select(name => $"'{name}' is not part of this architecture"));
        if (problems.Count == 0) return;
        string more = problems.Count > 5 ? $" and {problems.Count - 5} more" : "";
        throw new PureException($"The weights in '{folder}' do not fit its config.json: {string.Join("; ", problems.Take(5))}{more}. Use the config.json that was saved with these weights.");
    }
}
