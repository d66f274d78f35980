using System.Text.Json;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Where one tensor lies in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Start">First byte, counted from the start of the file.</param>
/// <param name="Length">Number of bytes.</param>
internal sealed record SafeTensorEntry(string Name, ScalarType Type, long[] Shape, long Start, long Length)
{
    private static readonly string[] Fields = ["dtype", "shape", "data_offsets"];
    private const int MostDimensions = 8;
    private const long MostElements = 1L << 48;

    /// <summary>The first field that a header entry must have and has not.</summary>
    public static string? MissingField(JsonElement entry) => Array.Find(Fields, field => !entry.TryGetProperty(field, out _));

    /// <summary>Reads one header entry that has all its fields; <see langword="null"/> when they do not agree.</summary>
    public static SafeTensorEntry? Parse(JsonProperty entry, long dataStart)
    {
        ScalarType? type = TypeOf(entry.Value.GetProperty("dtype").GetString() ?? "");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64())];
        if (type is null || offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || shape.Any(d => d < 0)) return null;

        // Sizes beside a 0 do not show in the product of all, but libtorch computes strides from them.
        long elements = 1, strides = 1;
        foreach (long size in shape)
        {
            elements = checked(elements * size);
            strides = checked(strides * Math.Max(size, 1));
        }

        long length = offsets[1] - offsets[0];
        return shape.Length <= MostDimensions && strides <= MostElements && checked(elements * SizeOf(type.Value)) == length
            ? new SafeTensorEntry(entry.Name, type.Value, shape, checked(dataStart + offsets[0]), length)
            : null;
    }

    /// <summary>The format's name of an element type.</summary>
    public static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Int16 => "I16",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "safetensors files are written with floating-point or integer tensors."),
    };

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        _ => 2,
    };

    /// <summary>Whether elements of a type are numbers with a fraction, which may be cast to another such type.</summary>
    public static bool IsFloating(ScalarType type) => type is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16;

    private static ScalarType? TypeOf(string name) => name switch
    {
        "F64" => ScalarType.Float64,
        "F32" => ScalarType.Float32,
        "F16" => ScalarType.Float16,
        "BF16" => ScalarType.BFloat16,
        "I64" => ScalarType.Int64,
        "I32" => ScalarType.Int32,
        "I16" => ScalarType.Int16,
        _ => null,
    };
}
