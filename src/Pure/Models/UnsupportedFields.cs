// Fields of config.json that would change the computation and that Pure does not compute. Each is refused by name: a model that runs
// and gives other numbers than its authors' is worse than one that does not run.
namespace Pure.Models;

/// <summary>Refuses what is not supported.</summary>
internal static class UnsupportedFields
{
    private static readonly string[] Experts = ["num_experts", "num_local_experts", "n_routed_experts", "moe_intermediate_size"];

    /// <summary>Checks a file.</summary>
    /// <exception cref="PureException">It asks for something that is not supported; the message names the field.</exception>
    public static void Check(ConfigFields fields, ModelFamily family, int maxPositions)
    {
        foreach (string name in Experts.Where(fields.Has)) throw fields.Wrong(name, "is a mixture of experts, and these are not supported");
        if (fields.Has("quantization_config")) throw fields.Wrong("quantization_config", "is not supported: give the weights in bf16, fp16 or fp32");
        if ((fields.Text("hidden_act") ?? "silu") != "silu") throw fields.Wrong("hidden_act", "is not supported; only 'silu' is");
        if (fields.Flag("mlp_bias", false)) throw fields.Wrong("mlp_bias", "is not supported");
        if (fields.Flag("use_mrope", false)) throw fields.Wrong("use_mrope", "is not supported");
        if (fields.Number("partial_rotary_factor", 1) != 1) throw fields.Wrong("partial_rotary_factor", "is not supported");
        if (fields.Number("attention_dropout", 0) != 0) throw fields.Wrong("attention_dropout", "is not supported; set it to 0");
        CheckWindow(fields, family, maxPositions);
    }

    /// <summary>Qwen has a switch for its attention window; Mistral uses it whenever a size is given.</summary>
    private static void CheckWindow(ConfigFields fields, ModelFamily family, int maxPositions)
    {
        if (fields.Flag("use_sliding_window", false))
            throw fields.Wrong("use_sliding_window", "is not supported. Set it to false if the texts fit the window");
        if (family == ModelFamily.Mistral && fields.Has("sliding_window") && fields.Integer("sliding_window") < maxPositions)
            throw fields.Wrong("sliding_window", $"is an attention window shorter than max_position_embeddings = {maxPositions}, which is not supported. Set it to null if the texts fit the window, or max_position_embeddings to its size");
        if (fields.Texts("layer_types").FirstOrDefault(t => t != "full_attention") is { } kind)
            throw new PureException($"{fields.Place("layer_types")} has a layer of the kind '{kind}', and only 'full_attention' is supported.");
    }
}
