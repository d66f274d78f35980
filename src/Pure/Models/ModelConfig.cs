// The shape of a model, read from the config.json that Hugging Face folders carry. Fields this code does not know are kept
// and written back unchanged; fields that would change the computation and are not supported are refused by name.
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Models;

/// <summary>The shape of a Qwen2 decoder.</summary>
public sealed record ModelConfig
{
    public required int VocabularySize { get; init; }

    /// <summary>D in the shape comments.</summary>
    public required int HiddenSize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int Layers { get; init; }

    /// <summary>Query heads; H in the shape comments.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads (grouped-query attention, arXiv 2305.13245); divides <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    public required int MaxPositions { get; init; }

    /// <summary>Base of the rotary frequencies (RoFormer, arXiv 2104.09864, equation 15).</summary>
    public double RopeTheta { get; init; } = 1e6;

    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Whether the output projection is the embedding matrix.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>Classes of the token-classification head; 0 for a language model.</summary>
    public int Labels { get; init; }

    /// <summary>The file as read, so that what is not understood is still kept.</summary>
    public JsonObject Source { get; init; } = [];

    /// <summary>Size of one head; d in the shape comments.</summary>
    public int HeadSize => HiddenSize / Heads;

    /// <summary>Reads a config.json.</summary>
    /// <exception cref="PureException">The file is missing, is not JSON, lacks a field, or asks for something that is not supported.</exception>
    public static ModelConfig Read(string path)
    {
        if (!File.Exists(path)) throw new PureException($"There is no '{path}'. Give a model folder in Hugging Face layout.");
        JsonObject json;
        try
        {
            json = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new PureException($"'{path}' does not hold a JSON object.");
        }
        catch (JsonException e)
        {
            throw new PureException($"'{path}' is not valid JSON: {e.Message}", e);
        }

        var fields = new ConfigFields(json, path);
        CheckSupported(json, path);
        var config = new ModelConfig
        {
            VocabularySize = fields.Integer("vocab_size"),
            HiddenSize = fields.Integer("hidden_size"),
            IntermediateSize = fields.Integer("intermediate_size"),
            Layers = fields.Integer("num_hidden_layers"),
            Heads = fields.Integer("num_attention_heads"),
            KeyValueHeads = fields.Integer("num_key_value_heads", fields.Integer("num_attention_heads")),
            MaxPositions = fields.Integer("max_position_embeddings"),
            RopeTheta = fields.Number("rope_theta", 10_000),
            NormEpsilon = fields.Number("rms_norm_eps", 1e-6),
            TieWordEmbeddings = fields.Flag("tie_word_embeddings", false),
            Labels = ArchitectureOf(json) == "Qwen2ForTokenClassification" ? LabelsOf(json) : 0,
            Source = json,
        };
        if (config.HiddenSize % config.Heads != 0 || config.Heads % config.KeyValueHeads != 0 || config.HeadSize % 2 != 0)
            throw new PureException($"'{path}': hidden_size {config.HiddenSize}, num_attention_heads {config.Heads} and num_key_value_heads {config.KeyValueHeads} do not divide each other evenly.");
        return config;
    }

    /// <summary>The file to write: what was read, with this shape's values.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = Source.DeepClone().AsObject();
        json["architectures"] = new JsonArray(Labels > 0 ? "Qwen2ForTokenClassification" : "Qwen2ForCausalLM");
        json["model_type"] = "qwen2";
        json["vocab_size"] = VocabularySize;
        json["hidden_size"] = HiddenSize;
        json["intermediate_size"] = IntermediateSize;
        json["num_hidden_layers"] = Layers;
        json["num_attention_heads"] = Heads;
        json["num_key_value_heads"] = KeyValueHeads;
        json["max_position_embeddings"] = MaxPositions;
        json["rope_theta"] = RopeTheta;
        json["rms_norm_eps"] = NormEpsilon;
        json["tie_word_embeddings"] = TieWordEmbeddings;
        json["hidden_act"] = "silu";
        json["use_sliding_window"] = false;
        json["torch_dtype"] = "float32";
        if (Labels > 0)
        {
            json["num_labels"] = Labels;
            json["id2label"] = new JsonObject(Enumerable.Range(0, Labels).Select(i => KeyValuePair.Create<string, JsonNode?>($"{i}", $"LABEL_{i}")));
            json["label2id"] = new JsonObject(Enumerable.Range(0, Labels).Select(i => KeyValuePair.Create<string, JsonNode?>($"LABEL_{i}", i)));
        }

        return json;
    }

    private static string ArchitectureOf(JsonObject json) => json["architectures"]?.AsArray().FirstOrDefault()?.GetValue<string>() ?? "Qwen2ForCausalLM";

    private static int LabelsOf(JsonObject json) => json["num_labels"]?.GetValue<int>() ?? json["id2label"]?.AsObject().Count ?? 2;

    private static void CheckSupported(JsonObject json, string path)
    {
        string type = json["model_type"]?.GetValue<string>() ?? "none";
        if (type != "qwen2") throw new PureException($"'{path}': model_type is '{type}', and only 'qwen2' is supported.");
        string architecture = ArchitectureOf(json);
        if (architecture is not ("Qwen2ForCausalLM" or "Qwen2ForTokenClassification"))
            throw new PureException($"'{path}': the architecture '{architecture}' is not supported; Qwen2ForCausalLM and Qwen2ForTokenClassification are.");
        if (json["use_sliding_window"]?.GetValue<bool>() == true) throw new PureException($"'{path}': use_sliding_window is on, which is not supported. Set it to false if the texts fit the window.");
        if (json["rope_scaling"] is not null) throw new PureException($"'{path}': rope_scaling is set, which is not supported.");
        if (json["hidden_act"]?.GetValue<string>() is string act and not "silu") throw new PureException($"'{path}': hidden_act is '{act}', and only 'silu' is supported.");
    }
}
