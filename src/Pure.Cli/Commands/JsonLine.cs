using System.Text.Json;

namespace Pure.Cli.Commands;

/// <summary>One line of JSON Lines input, read so that every complaint names the file, the line and the member.</summary>
internal static class JsonLine
{
    /// <summary>Opens an input file.</summary>
    /// <exception cref="PureException">It is not there or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"{path}: cannot be read ({e.Message}). Check the path and its permissions.", e);
        }
    }

    public static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.Trim(" \t"u8).IsEmpty;

    /// <summary>What <paramref name="read"/> makes of the object on line <paramref name="number"/> (from 1).</summary>
    /// <exception cref="PureException">The line is not a JSON object, or <paramref name="read"/> refuses it.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> line, string file, long number, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new PureException("expected a JSON object.");
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new PureException($"{file}, line {number}: not valid JSON ({e.Message})", e);
        }
        catch (PureException e)
        {
            throw new PureException($"{file}, line {number}: {e.Message}", e);
        }
    }

    /// <summary>The string under <paramref name="name"/>.</summary>
    /// <exception cref="PureException">There is none, or it is not valid Unicode.</exception>
    public static string Text(JsonElement line, string name)
    {
        try
        {
            return Member(line, name, JsonValueKind.String, "a string").GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new PureException($"\"{name}\" is not valid Unicode (half of a surrogate pair, or broken UTF-8).", e);
        }
    }

    /// <summary>The items of the list under <paramref name="name"/>.</summary>
    /// <exception cref="PureException">There is none.</exception>
    public static JsonElement.ArrayEnumerator Items(JsonElement line, string name) =>
        Member(line, name, JsonValueKind.Array, "a list").EnumerateArray();

    private static JsonElement Member(JsonElement line, string name, JsonValueKind kind, string expected)
    {
        if (!line.TryGetProperty(name, out JsonElement value)) throw new PureException($"there is no \"{name}\"; expected {expected}.");
        return value.ValueKind == kind ? value : throw new PureException($"\"{name}\" is not {expected}.");
    }
}
