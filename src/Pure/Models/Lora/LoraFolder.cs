// An adapter as PEFT writes and reads it: adapter_config.json and adapter_model.safetensors, whose names carry the prefix of PEFT's
// wrapper around the model.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Lora;

/// <summary>Reads and writes adapters.</summary>
public static class LoraFolder
{
    /// <summary>What PEFT puts before the names of the model.</summary>
    internal const string Prefix = "base_model.model.";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Name of the file with the matrices.</summary>
    public const string WeightsFile = "adapter_model.safetensors";

    /// <summary>Writes an adapter that PEFT loads on top of its base model. The head of a classifier, which no base model has, is written with it.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="weights">Weights with adapters; only those and a classifier's head are written.</param>
    /// <param name="baseModel">Folder of the base model.</param>
    /// <param name="head">The head.</param>
    public static void Write(string folder, LoraShape shape, Weights weights, string baseModel, ModelHead head = ModelHead.LanguageModel)
    {
        var config = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = head switch { ModelHead.LanguageModel => "CAUSAL_LM", ModelHead.SequenceClassifier => "SEQ_CLS", _ => "TOKEN_CLS" },
            ["base_model_name_or_path"] = Path.GetFullPath(baseModel),
            ["r"] = shape.Rank,
            ["lora_alpha"] = shape.Alpha,
            ["lora_dropout"] = 0.0,
            ["target_modules"] = new JsonArray([.. shape.Targets.Select(t => JsonValue.Create(t))]),
            ["modules_to_save"] = head == ModelHead.LanguageModel ? null : new JsonArray("score"),
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["init_lora_weights"] = true,
            ["use_dora"] = false,
            ["use_rslora"] = false,
            ["inference_mode"] = true,
        };
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), config.ToJsonString(Indented) + "\n");
        SafeTensors.Write(
            Path.Combine(folder, WeightsFile),
            weights.All.Where(w => IsSaved(w.Key)).ToDictionary(w => Prefix + w.Key, w => w.Value, StringComparer.Ordinal));
    }

    /// <summary>Puts the matrices of a folder into weights that have adapters of the same shape.</summary>
    /// <exception cref="PureException">A matrix is missing or of another shape.</exception>
    public static void Restore(string folder, Weights weights)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        SortedDictionary<string, Tensor> saved = SafeTensors.Read(Path.Combine(folder, WeightsFile));
        foreach ((string name, Tensor weight) in weights.All.Where(w => IsSaved(w.Key)))
        {
            if (!saved.TryGetValue(Prefix + name, out Tensor? from) || !from.shape.AsSpan().SequenceEqual(weight.shape))
                throw new PureException($"The adapter in '{folder}' has no matrix '{Prefix}{name}' of shape [{string.Join(", ", weight.shape)}]. It was trained with another lora_r or other lora_target_modules.");
            weight.copy_(from);
        }

        foreach (Tensor tensor in saved.Values) tensor.Dispose();
    }

    private static bool IsSaved(string name) => LoraAdapter.IsAdapter(name) || LoraAdapter.IsHead(name);
}
