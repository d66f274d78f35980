using System.Text.Json;

namespace Pure.Text;

/// <summary>
/// A JSON value together with the file and the path it came from, so that every complaint says where. Readers ask it for
/// what they need; anything else that the file holds at that place is one <see cref="PureException"/>.
/// </summary>
internal readonly struct JsonSource
{
    private readonly string _file;

    // Where this value is: a member of the object, or an item of the list, at _parent. Put together only for a message,
    // because a vocabulary has some hundred thousand places.
    private readonly string _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonSource(JsonElement value, string file, string parent, string? name, int index = -1)
    {
        Value = value;
        _file = file;
        _parent = parent;
        _name = name;
        _index = index;
    }

    public JsonElement Value { get; }

    public JsonValueKind Kind => Value.ValueKind;

    /// <summary>Null, or not in the file at all.</summary>
    public bool IsMissing => Kind is JsonValueKind.Null or JsonValueKind.Undefined;

    private string Path
    {
        get
        {
            if (_index >= 0) return $"{_parent}[{_index}]";
            return _name is null || _parent.Length == 0 ? _name ?? "" : $"{_parent}.{_name}";
        }
    }

    private string Place => Path.Length == 0 ? _file : $"{_file}: {Path}";

    /// <summary>Reads a whole file and hands its root, an object, to <paramref name="read"/>.</summary>
    /// <exception cref="PureException">The file is missing, unreadable, not JSON, or not an object.</exception>
    public static T Read<T>(string file, Func<JsonSource, T> read)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PureException($"{file}: cannot be read ({e.Message}). Check the path and its permissions.", e);
        }

        return Parse(bytes, file, read);
    }

    /// <summary>As <see cref="Read"/>, from memory; <paramref name="file"/> is the name used in messages.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, string file, Func<JsonSource, T> read)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            JsonSource root = new(document.RootElement, file, "", name: null);
            root.Expect(JsonValueKind.Object, "an object");
            return read(root);
        }
        catch (JsonException e)
        {
            throw new PureException($"{file}: not valid JSON ({e.Message}). Was it downloaded completely?", e);
        }
    }

    /// <summary>The value under <paramref name="name"/>, perhaps missing.</summary>
    public JsonSource this[string name]
    {
        get
        {
            JsonElement child = Kind == JsonValueKind.Object && Value.TryGetProperty(name, out JsonElement found) ? found : default;
            return new JsonSource(child, _file, Path, name);
        }
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonSource> Items()
    {
        Expect(JsonValueKind.Array, "a list");
        return Enumerate(this);

        static IEnumerable<JsonSource> Enumerate(JsonSource list)
        {
            string path = list.Path;
            int index = 0;
            foreach (JsonElement item in list.Value.EnumerateArray()) yield return new JsonSource(item, list._file, path, name: null, index++);
        }
    }

    /// <summary>The members of an object. Two of the same name are both given.</summary>
    public IEnumerable<(string Name, JsonSource Value)> Members()
    {
        Expect(JsonValueKind.Object, "an object");
        return Enumerate(this);

        static IEnumerable<(string, JsonSource)> Enumerate(JsonSource owner)
        {
            string path = owner.Path;
            foreach (JsonProperty member in owner.Value.EnumerateObject())
            {
                string name = owner.NameOf(member);
                yield return (name, new JsonSource(member.Value, owner._file, path, name));
            }
        }
    }

    public string String()
    {
        Expect(JsonValueKind.String, "a string");
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw BrokenText(e);
        }
    }

    public string? StringOrNull() => IsMissing ? null : String();

    public int Integer(int minimum, int maximum)
    {
        Expect(JsonValueKind.Number, "a number");
        if (Value.TryGetInt32(out int number) && number >= minimum && number <= maximum) return number;
        throw Wrong($"is {Value.GetRawText()}, expected a whole number from {minimum} to {maximum}");
    }

    public bool Flag(bool otherwise)
    {
        if (IsMissing) return otherwise;
        if (Kind is JsonValueKind.True or JsonValueKind.False) return Value.GetBoolean();
        throw Wrong($"is {Describe()}, expected true or false");
    }

    /// <summary>The complaint that the value here <paramref name="what"/>; to be thrown.</summary>
    public PureException Wrong(string what) => new($"{Place} {what}.");

    public void Expect(JsonValueKind kind, string expected)
    {
        if (Kind != kind) throw Wrong($"is {Describe()}, expected {expected}");
    }

    private string Describe() => Kind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => Value.GetRawText(),
    };

    private string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw BrokenText(e);
        }
    }

    // JSON can spell half of a surrogate pair or hold bytes that are not UTF-8; both are reported only on access.
    private PureException BrokenText(InvalidOperationException cause) =>
        new($"{Place} holds text that is not valid Unicode (half of a surrogate pair, or broken UTF-8).", cause);
}
