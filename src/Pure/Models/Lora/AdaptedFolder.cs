// A folder of adapters as a model: the base's weights with the adapters merged into them, and the head that was trained and saved beside
// the adapters (PEFT's modules_to_save). One matrix at a time, so that loading takes no more memory than loading the base.
using System.Text.Json.Nodes;
using Pure.Tensors;
using Pure.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Lora;

/// <summary>Reads what PEFT saved, whoever trained it.</summary>
internal sealed class AdaptedFolder
{
    private const string A = ".lora_A.weight", B = ".lora_B.weight", Head = "score.";
    private static readonly (string Name, JsonNode? Neutral)[] Unsupported = [("use_dora", false), ("fan_in_fan_out", false), ("bias", "none"), ("rank_pattern", new JsonObject()), ("alpha_pattern", new JsonObject()), ("lora_bias", false), ("layer_replication", null)];

    private readonly string _folder;
    private readonly string _base;
    private readonly double _scale;
    private readonly string _task;

    private AdaptedFolder(string folder, string below)
    {
        _folder = folder;
        _base = below;
        string path = Path.Combine(folder, AdapterBase.ConfigFile);
        JsonObject json = ConfigFields.Parse(path);
        var fields = new ConfigFields(json, path);
        if (fields.Text("peft_type") != "LORA") throw fields.Wrong("peft_type", "is not supported; LORA is");
        foreach ((string name, JsonNode? neutral) in Unsupported)
        {
            if (json[name] is { } value && !JsonNode.DeepEquals(value, neutral)) throw fields.Wrong(name, "is not supported");
        }

        int rank = fields.Integer("r");
        _scale = fields.Number("lora_alpha") / (fields.Flag("use_rslora", false) ? Math.Sqrt(rank) : rank);
        _task = fields.Text("task_type") ?? "CAUSAL_LM";
    }

    /// <summary>The adapters of a folder; <see langword="null"/> when it is not one of adapters.</summary>
    /// <exception cref="PureException">They are of a kind that is not supported, or their base is not here.</exception>
    public static AdaptedFolder? Find(string folder) => AdapterBase.Of(folder) is { } below ? new AdaptedFolder(folder, below) : null;

    /// <summary>The shape: the folder's own where it has one, else the base's with the head of the task.</summary>
    public ModelConfig ReadConfig()
    {
        if (File.Exists(Path.Combine(_folder, "config.json"))) return ModelConfig.Read(Path.Combine(_folder, "config.json"));
        ModelConfig shape = ModelFolder.ReadConfig(_base);
        if (_task == "CAUSAL_LM") return shape;
        using SafeTensorFile file = Open();
        ModelHead head = _task switch
        {
            "TOKEN_CLS" => ModelHead.TokenClassifier,
            "SEQ_CLS" => ModelHead.SequenceClassifier,
            _ => throw new PureException($"'{_folder}' holds adapters for the task '{_task}'. CAUSAL_LM, TOKEN_CLS and SEQ_CLS are supported."),
        };
        TensorSpec output = file.Tensors.FirstOrDefault(t => t.Name == $"{LoraFolder.Prefix}{Head}weight")
            ?? throw new PureException($"'{_folder}' holds adapters of a classifier without its head ('{LoraFolder.Prefix}{Head}weight'). Train with modules_to_save: [\"score\"].");
        return shape with { Labels = (int)output.Shape[0], Head = head };
    }

    /// <summary>The merged weights.</summary>
    /// <exception cref="PureException">Base or adapters do not fit the shape.</exception>
    public Weights ReadWeights(ModelConfig config, Placement where)
    {
        ModelConfig below = ModelFolder.ReadConfig(_base);
        using SafeTensorFile file = Open();
        Check(file, config, below);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        using Weights loaded = ModelFolder.ReadWeights(_base, below, where);
        foreach (TensorSpec spec in file.Tensors.Where(t => t.Name.EndsWith(A, StringComparison.Ordinal))) Merge(file, spec.Name, loaded);
        return new Weights(WeightInitializer.Shapes(config).Select(s =>
            KeyValuePair.Create(s.Key, loaded.Find(s.Key)?.alias() ?? file.Read(LoraFolder.Prefix + s.Key, where.Type, where.Device))).ToList());
    }

    /// <summary>Checks base and adapters by their headers.</summary>
    /// <exception cref="PureException">They do not fit the shape.</exception>
    public void CheckWeights(ModelConfig config)
    {
        ModelConfig below = ModelFolder.ReadConfig(_base);
        ModelFolder.CheckWeights(_base, below);
        using SafeTensorFile file = Open();
        Check(file, config, below);
    }

    private SafeTensorFile Open()
    {
        string path = Path.Combine(_folder, LoraFolder.WeightsFile);
        return File.Exists(path) ? SafeTensorFile.Open(path) : throw new PureException($"'{_folder}' has {AdapterBase.ConfigFile} and no {LoraFolder.WeightsFile}. Save the adapter as safetensors.");
    }

    /// <summary>Every tensor must have its place, and every weight that the base lacks must be there.</summary>
    private void Check(SafeTensorFile file, ModelConfig config, ModelConfig below)
    {
        Dictionary<string, long[]> shapes = WeightInitializer.Shapes(config).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, TensorSpec> saved = file.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        HashSet<string> inBase = [.. WeightInitializer.Shapes(below).Select(s => s.Key)];
        foreach (TensorSpec spec in file.Tensors)
        {
            bool first = spec.Name.EndsWith(A, StringComparison.Ordinal), second = spec.Name.EndsWith(B, StringComparison.Ordinal);
            string name = spec.Name.StartsWith(LoraFolder.Prefix, StringComparison.Ordinal) ? spec.Name[LoraFolder.Prefix.Length..] : "";
            string weight = first ? name[..^A.Length] + ".weight" : second ? name[..^B.Length] + ".weight" : name;
            bool fits = shapes.TryGetValue(weight, out long[]? shape) && (first ? spec.Shape[^1] == shape[^1] && saved.ContainsKey(Other(spec.Name, A, B))
                : second ? spec.Shape[0] == shape[0] && saved.ContainsKey(Other(spec.Name, B, A))
                : weight.StartsWith(Head, StringComparison.Ordinal) && spec.Shape.AsSpan().SequenceEqual(shape));
            if (!fits) throw new PureException($"The tensor '{spec.Name}' [{string.Join(", ", spec.Shape)}] in '{_folder}' fits nothing in the base model '{_base}'. Give the base model that the adapter was trained on.");
        }

        string? missing = shapes.Keys.FirstOrDefault(name => !inBase.Contains(name) && !saved.ContainsKey(LoraFolder.Prefix + name));
        if (missing is not null) throw new PureException($"Neither '{_folder}' nor its base model '{_base}' has a tensor '{missing}'. Train with modules_to_save: [\"score\"], or give another base model.");
    }

    private void Merge(SafeTensorFile file, string name, Weights weights)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = weights[name[LoraFolder.Prefix.Length..^A.Length] + ".weight"];
        using Tensor a = file.Read(name, ScalarType.Float32, weight.device), b = file.Read(Other(name, A, B), ScalarType.Float32, weight.device);
        weight.copy_(weight.to(ScalarType.Float32).Plus(b.mm(a).Times(_scale)));
    }

    private static string Other(string name, string ending, string other) => name[..^ending.Length] + other;
}
