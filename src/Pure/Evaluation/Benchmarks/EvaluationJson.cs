using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pure.Evaluation.Benchmarks;

/// <summary>How records and reports are written: snake_case, readable for people, NaN as null.</summary>
internal static class EvaluationJson
{
    /// <summary>One line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);

    /// <summary>A document.</summary>
    public static JsonSerializerOptions Document { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented) => new()
    {
        WriteIndented = indented,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new NullForNaN() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    private sealed class NullForNaN : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
