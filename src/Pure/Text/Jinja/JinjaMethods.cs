namespace Pure.Text.Jinja;

/// <summary>Python's methods of texts and dictionaries, those that templates use.</summary>
internal static class JinjaMethods
{
    private static readonly Dictionary<string, Func<string, JinjaCallArguments, object?>> OfTexts = new(StringComparer.Ordinal)
    {
        ["strip"] = (text, arguments) => Strip(text, arguments, start: true, end: true),
        ["lstrip"] = (text, arguments) => Strip(text, arguments, start: true, end: false),
        ["rstrip"] = (text, arguments) => Strip(text, arguments, start: false, end: true),
        ["upper"] = (text, _) => text.ToUpperInvariant(),
        ["lower"] = (text, _) => text.ToLowerInvariant(),
        ["title"] = (text, _) => Title(text),
        ["capitalize"] = (text, _) => Capitalized(text),
        ["startswith"] = (text, arguments) => Any(arguments, prefix => text.StartsWith(prefix, StringComparison.Ordinal)),
        ["endswith"] = (text, arguments) => Any(arguments, suffix => text.EndsWith(suffix, StringComparison.Ordinal)),
        ["split"] = (text, arguments) => Split(text, arguments),
        ["rsplit"] = (text, arguments) => SplitFromEnd(text, arguments),
        ["splitlines"] = (text, _) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList<object?>(),
        ["replace"] = (text, arguments) => Replace(text, arguments),
        ["find"] = (text, arguments) => (long)text.IndexOf(arguments.NeededText(0, "sub"), StringComparison.Ordinal),
        ["count"] = (text, arguments) => (long)(text.Split(arguments.NeededText(0, "sub")).Length - 1),
        ["join"] = (text, arguments) => string.Join(text, (JinjaFilters.ItemsOf(arguments.At(0, "iterable", null)) ?? throw arguments.Wrong("needs a list")).Select(JinjaText.Of)),
        ["format"] = (_, arguments) => throw arguments.Source.Unsupported(arguments.Line, "the method 'format'"),
    };

    private static readonly Dictionary<string, Func<OrderedDictionary<string, object?>, JinjaCallArguments, object?>> OfDictionaries = new(StringComparer.Ordinal)
    {
        ["items"] = (dictionary, _) => Items(dictionary),
        ["keys"] = (dictionary, _) => dictionary.Keys.ToList<object?>(),
        ["values"] = (dictionary, _) => dictionary.Values.ToList(),
        ["get"] = (dictionary, arguments) => arguments.At(0, "key", null) is string key && dictionary.TryGetValue(key, out object? value) ? value : arguments.At(1, "default", null),
    };

    /// <summary>Calls a method.</summary>
    /// <exception cref="PureException">The value has no such method, or it is not supported.</exception>
    public static object? Call(object? value, string name, JinjaCallArguments arguments) => value switch
    {
        string text when OfTexts.TryGetValue(name, out var method) => method(text, arguments),
        OrderedDictionary<string, object?> dictionary when OfDictionaries.TryGetValue(name, out var method) => method(dictionary, arguments),
        JinjaUndefined undefined => throw arguments.Source.Unfit(arguments.Line, $"'{undefined.Name}' is not defined and has no '{name}'"),
        _ => throw arguments.Source.Unsupported(arguments.Line, $"the method '{name}' of {JinjaText.Kind(value)}"),
    };

    /// <summary>Without white space, or the given characters, at its ends.</summary>
    public static string Strip(string text, JinjaCallArguments arguments, bool start, bool end)
    {
        char[]? characters = arguments.Text(0, "chars")?.ToCharArray();
        if (characters is []) return text;  // .NET takes an empty set for white space
        if (start) text = text.TrimStart(characters);
        return end ? text.TrimEnd(characters) : text;
    }

    /// <summary>Keys and values as pairs.</summary>
    public static List<object?> Items(OrderedDictionary<string, object?> dictionary) =>
        [.. dictionary.Select(e => (object?)new List<object?> { e.Key, e.Value })];

    /// <summary>Every letter behind a character that is none is a capital.</summary>
    public static string Title(string text) =>
        string.Concat(text.Select((c, i) => i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    /// <summary>The first letter a capital, the others not.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>Every occurrence of one text replaced by another, or the first few.</summary>
    public static string Replace(string text, JinjaCallArguments arguments)
    {
        string old = arguments.NeededText(0, "old"), by = arguments.NeededText(1, "new");
        if (old.Length == 0) throw arguments.Wrong("needs a text that is not empty");
        if (arguments.Integer(2, "count") is not { } count || count < 0) return text.Replace(old, by, StringComparison.Ordinal);
        string[] parts = text.Split(old, (int)Math.Min(count, int.MaxValue - 1) + 1);
        return string.Join(by, parts);
    }

    private static bool Any(JinjaCallArguments arguments, Predicate<string> holds) => arguments.At(0, "prefix", null) switch
    {
        string text => holds(text),
        List<object?> several => several.OfType<string>().Any(text => holds(text)),
        _ => throw arguments.Wrong("needs a text"),
    };

    private static List<object?> Split(string text, JinjaCallArguments arguments)
    {
        int most = (int)Math.Clamp(arguments.Integer(1, "maxsplit") ?? -1, -1, int.MaxValue - 1);
        if (arguments.Text(0, "sep") is not { } separator)
        {
            if (most >= 0) throw arguments.Source.Unsupported(arguments.Line, "'split' with a limit and without a separator");
            return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList<object?>();
        }

        if (separator.Length == 0) throw arguments.Wrong("needs a separator that is not empty");
        return (most < 0 ? text.Split(separator) : text.Split(separator, most + 1)).ToList<object?>();
    }

    private static List<object?> SplitFromEnd(string text, JinjaCallArguments arguments)
    {
        string separator = arguments.NeededText(0, "sep");
        long most = arguments.Integer(1, "maxsplit") ?? -1;
        string[] parts = text.Split(separator);
        int kept = most < 0 ? 0 : (int)Math.Max(0, parts.Length - 1 - most);
        return [string.Join(separator, parts[..(kept + 1)]), .. parts[(kept + 1)..]];
    }
}
