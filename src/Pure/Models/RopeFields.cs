// Rotary scaling in config.json. Two spellings are in use: rope_scaling beside rope_theta, with the kind as "rope_type" or "type", and
// (newer) rope_parameters, which holds rope_theta too.
using System.Text.Json.Nodes;

namespace Pure.Models;

/// <summary>Reads and writes the fields about rotary positions.</summary>
internal static class RopeFields
{
    private const string New = "rope_parameters";
    private const string Old = "rope_scaling";

    /// <summary>Base of the frequencies.</summary>
    public static double Theta(ConfigFields fields) =>
        (fields.Object(New) is { } parameters && parameters.Has("rope_theta") ? parameters : fields).Number("rope_theta", 10_000);

    /// <summary>The scaling; <see langword="null"/> for none.</summary>
    /// <exception cref="PureException">The kind is not supported, or a number is missing or makes no sense.</exception>
    public static RopeScaling? Scaling(ConfigFields fields, int maxPositions)
    {
        if ((fields.Object(New) ?? fields.Object(Old)) is not { } scaling) return null;
        string kind = scaling.Text("rope_type") ?? scaling.Text("type") ?? "default";
        if (kind != "default" && scaling.Number("factor", double.NaN) is var factor && !(factor >= 1))
            throw scaling.Wrong("factor", "must be given and be at least 1");
        double original = scaling.Number("original_max_position_embeddings", maxPositions);
        if (!(original >= 1)) throw scaling.Wrong("original_max_position_embeddings", "must be at least 1");
        return kind switch
        {
            "default" => null,
            "linear" => new LinearRopeScaling(scaling.Number("factor")),
            "llama3" => Llama3(scaling, original),
            "yarn" => new YarnRopeScaling(scaling.Number("factor"), original)
            {
                BetaFast = scaling.Number("beta_fast", 32),
                BetaSlow = scaling.Number("beta_slow", 1),
                Truncate = scaling.Flag("truncate", true),
                Mscale = scaling.Number("mscale", 0),
                MscaleAllDim = scaling.Number("mscale_all_dim", 0),
                GivenAttentionFactor = scaling.Has("attention_factor") ? scaling.Number("attention_factor") : null,
            },
            _ => throw scaling.Wrong(scaling.Has("rope_type") ? "rope_type" : "type", "is not supported; linear, llama3, yarn and default are"),
        };
    }

    /// <summary>Puts the base and the scaling into a config.json, in the spelling that is there.</summary>
    public static void Write(JsonObject json, double theta, RopeScaling? scaling)
    {
        JsonObject? written = ToJson(scaling);
        if (json[New] is JsonObject parameters)
        {
            parameters["rope_theta"] = theta;
            return;
        }

        json["rope_theta"] = theta;
        if (json[Old] is null && written is not null) json[Old] = written;
    }

    private static Llama3RopeScaling Llama3(ConfigFields scaling, double original)
    {
        double low = scaling.Number("low_freq_factor"), high = scaling.Number("high_freq_factor");
        if (!(high > low)) throw scaling.Wrong("high_freq_factor", "must be larger than low_freq_factor");
        return new Llama3RopeScaling(scaling.Number("factor"), low, high, original);
    }

    private static JsonObject? ToJson(RopeScaling? scaling) => scaling switch
    {
        LinearRopeScaling linear => new JsonObject { ["rope_type"] = "linear", ["factor"] = linear.Factor },
        Llama3RopeScaling llama => new JsonObject
        {
            ["rope_type"] = "llama3",
            ["factor"] = llama.Factor,
            ["low_freq_factor"] = llama.LowFrequency,
            ["high_freq_factor"] = llama.HighFrequency,
            ["original_max_position_embeddings"] = (long)llama.OriginalPositions,
        },
        YarnRopeScaling yarn => new JsonObject
        {
            ["rope_type"] = "yarn",
            ["factor"] = yarn.Factor,
            ["original_max_position_embeddings"] = (long)yarn.OriginalPositions,
            ["beta_fast"] = yarn.BetaFast,
            ["beta_slow"] = yarn.BetaSlow,
        },
        _ => null,
    };
}
