// The shape of a model, read from the config.json that Hugging Face folders carry. Fields this code does not know are kept
// and written back unchanged; fields that would change the computation and are not supported are refused by name (UnsupportedFields).
using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>The shape of a decoder of one of the families in <see cref="ModelFamily"/>.</summary>
public sealed record ModelConfig
{
    public ModelFamily Family { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>D in the shape comments.</summary>
    public required int HiddenSize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int Layers { get; init; }

    /// <summary>Query heads; H in the shape comments.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads (grouped-query attention, arXiv 2305.13245); divides <see cref="Heads"/>. G in the shape comments.</summary>
    public required int KeyValueHeads { get; init; }

    public required int MaxPositions { get; init; }

    /// <summary>Size of one head; d in the shape comments. The hidden size over the query heads, where the file gives no other.</summary>
    public int HeadSize { get => field > 0 ? field : HiddenSize / Heads; init; }

    /// <summary>Base of the rotary frequencies (RoFormer, arXiv 2104.09864, equation 15).</summary>
    public double RopeTheta { get; init; } = 1e6;

    /// <summary>How the rotary frequencies are scaled; <see langword="null"/> for not at all.</summary>
    public RopeScaling? RopeScaling { get; init; }

    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Whether the output projection is the embedding matrix.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>The file's <c>attention_bias</c>: biases on all four projections of attention, in families that have none of their own.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>Scale of the low-rank adapters among the weights (LoraAdapter), 0 when there are none. No part of config.json.</summary>
    public double AdapterScale { get; init; }

    /// <summary>Classes of the head; 0 for a language model.</summary>
    public int Labels { get; init; }

    /// <summary>The head. Without labels it is that of a language model; a language model that is given labels becomes a token classifier.</summary>
    public ModelHead Head
    {
        get => Labels == 0 ? ModelHead.LanguageModel : field;
        init => field = value == ModelHead.LanguageModel ? ModelHead.TokenClassifier : value;
    } = ModelHead.TokenClassifier;

    /// <summary>The file as read, so that what is not understood is still kept.</summary>
    public JsonObject Source { get; init; } = [];

    /// <summary>Whether queries, keys and values have biases.</summary>
    public bool QkvBias => Family == ModelFamily.Qwen2 || AttentionBias;

    /// <summary>Whether the output projection of attention has a bias.</summary>
    public bool AttentionOutputBias => Family != ModelFamily.Qwen2 && AttentionBias;

    /// <summary>Whether each head's queries and keys are normed before they are rotated.</summary>
    public bool QueryKeyNorm => Family == ModelFamily.Qwen3;

    /// <summary>Reads a config.json.</summary>
    /// <exception cref="PureException">The file is missing, is not JSON, lacks a field, or asks for something that is not supported.</exception>
    public static ModelConfig Read(string path)
    {
        JsonObject json = ConfigFields.Parse(path);
        var fields = new ConfigFields(json, path);
        ModelFamily family = ArchitectureName.FamilyOf(fields.Text("model_type") ?? "")
            ?? throw fields.Wrong("model_type", $"is not supported; {string.Join(", ", Enum.GetValues<ModelFamily>().Select(ArchitectureName.TypeOf))} are");
        string architecture = fields.Texts("architectures") is [string named, ..] ? named : ArchitectureName.Of(family, ModelHead.LanguageModel, 0);
        ModelHead head = ArchitectureName.HeadOf(architecture, family)
            ?? throw new PureException($"'{path}': the architecture '{architecture}' is not supported; with this model_type {string.Join(", ", ArchitectureName.Of(family))} are.");
        int maxPositions = fields.Integer("max_position_embeddings", most: RotaryTable.MostPositions);
        UnsupportedFields.Check(fields, family, maxPositions);
        var config = new ModelConfig
        {
            Family = family,
            VocabularySize = fields.Integer("vocab_size"),
            HiddenSize = fields.Integer("hidden_size"),
            IntermediateSize = fields.Integer("intermediate_size"),
            Layers = fields.Integer("num_hidden_layers", most: 1000),
            Heads = fields.Integer("num_attention_heads"),
            KeyValueHeads = fields.Integer("num_key_value_heads", fields.Integer("num_attention_heads")),
            HeadSize = fields.Has("head_dim") ? fields.Integer("head_dim") : family == ModelFamily.Qwen3 ? 128 : 0,
            MaxPositions = maxPositions,
            RopeTheta = RopeFields.Theta(fields),
            RopeScaling = RopeFields.Scaling(fields, maxPositions),
            NormEpsilon = fields.Number("rms_norm_eps", 1e-6),
            TieWordEmbeddings = fields.Flag("tie_word_embeddings", false),
            AttentionBias = fields.Flag("attention_bias", false) && family != ModelFamily.Qwen2,
            Labels = head == ModelHead.LanguageModel ? 0 : LabelsOf(fields, architecture),
            Head = head,
            Source = json,
        };
        bool divides = fields.Has("head_dim") || family == ModelFamily.Qwen3 || config.HiddenSize % config.Heads == 0;
        if (!divides || config.Heads % config.KeyValueHeads != 0 || config.HeadSize % 2 != 0)
            throw new PureException($"'{path}': hidden_size {config.HiddenSize}, num_attention_heads {config.Heads}, num_key_value_heads {config.KeyValueHeads} and head size {config.HeadSize} do not divide each other evenly.");
        return config;
    }

    /// <summary>The file to write: what was read, with this shape's values.</summary>
    /// <param name="type">Element type of the weights beside it.</param>
    public JsonObject ToJson(ScalarType type = ScalarType.Float32)
    {
        JsonObject json = Source.DeepClone().AsObject();
        json["architectures"] = new JsonArray(ArchitectureName.Of(Family, Head, Labels));
        json["model_type"] = ArchitectureName.TypeOf(Family);
        json["vocab_size"] = VocabularySize;
        json["hidden_size"] = HiddenSize;
        json["intermediate_size"] = IntermediateSize;
        json["num_hidden_layers"] = Layers;
        json["num_attention_heads"] = Heads;
        json["num_key_value_heads"] = KeyValueHeads;
        if (HeadSize != HiddenSize / Heads || Family == ModelFamily.Qwen3) json["head_dim"] = HeadSize;
        json["max_position_embeddings"] = MaxPositions;
        RopeFields.Write(json, RopeTheta, RopeScaling);
        json["rms_norm_eps"] = NormEpsilon;
        json["tie_word_embeddings"] = TieWordEmbeddings;
        json["hidden_act"] = "silu";
        if (Family != ModelFamily.Qwen2) json["attention_bias"] = AttentionBias;
        if (Family is ModelFamily.Qwen2 or ModelFamily.Qwen3) json["use_sliding_window"] = false;
        if (Family == ModelFamily.Mistral && !json.ContainsKey("sliding_window")) json["sliding_window"] = null;
        json[json.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = type.ToString().ToLowerInvariant();
        if (Labels > 0 && !(json["id2label"] is JsonObject kept && kept.Count == Labels)) NameLabels(json);
        return json;
    }

    private void NameLabels(JsonObject json)
    {
        json["num_labels"] = Labels;
        json["id2label"] = new JsonObject(Enumerable.Range(0, Labels).Select(i => KeyValuePair.Create<string, JsonNode?>($"{i}", $"LABEL_{i}")));
        json["label2id"] = new JsonObject(Enumerable.Range(0, Labels).Select(i => KeyValuePair.Create<string, JsonNode?>($"LABEL_{i}", i)));
    }

    /// <summary>Where the file does not say, transformers takes two; Qwen's models for whole responses have one.</summary>
    private static int LabelsOf(ConfigFields fields, string architecture) =>
        fields.Integer("num_labels", fields.Count("id2label") ?? (architecture.EndsWith("ForRewardModel", StringComparison.Ordinal) ? 1 : 2), most: 100_000);
}
