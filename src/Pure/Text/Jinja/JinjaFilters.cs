namespace Pure.Text.Jinja;

/// <summary>The filters behind <c>|</c>.</summary>
internal static class JinjaFilters
{
    private static readonly Dictionary<string, Func<object?, JinjaCallArguments, object?>> Known = new(StringComparer.Ordinal)
    {
        ["trim"] = (value, arguments) => JinjaMethods.Strip(Text(value, arguments), arguments, start: true, end: true),
        ["upper"] = (value, arguments) => Text(value, arguments).ToUpperInvariant(),
        ["lower"] = (value, arguments) => Text(value, arguments).ToLowerInvariant(),
        ["title"] = (value, arguments) => JinjaMethods.Title(Text(value, arguments)),
        ["capitalize"] = (value, arguments) => JinjaMethods.Capitalized(Text(value, arguments)),
        ["string"] = (value, _) => JinjaText.Of(value),
        ["safe"] = (value, _) => value,
        ["length"] = (value, arguments) => Length(value, arguments),
        ["count"] = (value, arguments) => Length(value, arguments),
        ["first"] = (value, arguments) => Items(value, arguments) is [var first, ..] ? first : new JinjaUndefined("first"),
        ["last"] = (value, arguments) => Items(value, arguments) is [.., var last] ? last : new JinjaUndefined("last"),
        ["list"] = (value, arguments) => Items(value, arguments),
        ["reverse"] = (value, arguments) => value is string text ? Reversed(text) : Enumerable.Reverse(Items(value, arguments)).ToList(),
        ["unique"] = (value, arguments) => Unique(Items(value, arguments)),
        ["sort"] = (value, arguments) => Sorted(Items(value, arguments), arguments),
        ["join"] = Join,
        ["items"] = (value, arguments) => value is JinjaUndefined ? new List<object?>() : JinjaMethods.Items(Dictionary(value, arguments)),
        ["dictsort"] = (value, arguments) => JinjaMethods.Items(Sorted(Dictionary(value, arguments))),
        ["default"] = Default,
        ["d"] = Default,
        ["int"] = (value, _) => Integer(value),
        ["float"] = (value, _) => JinjaOperators.Number(value) ?? (value is string text && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : 0.0),
        ["abs"] = (value, arguments) => value switch { long number => (object)Math.Abs(number), double number => Math.Abs(number), _ => throw Wrong(value, arguments) },
        ["replace"] = (value, arguments) => JinjaMethods.Replace(Text(value, arguments), arguments),
        ["indent"] = Indent,
        ["tojson"] = ToJson,
        ["map"] = Map,
        ["select"] = (value, arguments) => Select(value, arguments, item => item, true, 0),
        ["reject"] = (value, arguments) => Select(value, arguments, item => item, false, 0),
        ["selectattr"] = (value, arguments) => Select(value, arguments, item => Member(item, arguments.NeededText(0, "attribute")), true, 1),
        ["rejectattr"] = (value, arguments) => Select(value, arguments, item => Member(item, arguments.NeededText(0, "attribute")), false, 1),
    };

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>Applies a known filter.</summary>
    public static object? Apply(string name, object? value, JinjaCallArguments arguments) => Known[name](value, arguments);

    /// <summary>The items that a loop goes over: those of a list, the keys of a dictionary, the characters of a text.</summary>
    public static List<object?>? ItemsOf(object? value) => value switch
    {
        List<object?> list => list,
        OrderedDictionary<string, object?> dictionary => [.. dictionary.Keys],
        string text => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
        JinjaUndefined => [],
        _ => null,
    };

    private static PureException Wrong(object? value, JinjaCallArguments arguments) => arguments.Wrong($"cannot be applied to {JinjaText.Kind(value)}");

    private static List<object?> Items(object? value, JinjaCallArguments arguments) => ItemsOf(value) ?? throw Wrong(value, arguments);

    private static string Text(object? value, JinjaCallArguments arguments) => value switch
    {
        string text => text,
        JinjaUndefined => "",
        null or List<object?> or OrderedDictionary<string, object?> => throw Wrong(value, arguments),
        _ => JinjaText.Of(value),
    };

    private static OrderedDictionary<string, object?> Dictionary(object? value, JinjaCallArguments arguments) =>
        value as OrderedDictionary<string, object?> ?? throw Wrong(value, arguments);

    private static long Length(object? value, JinjaCallArguments arguments) => Items(value, arguments).Count;

    private static string Reversed(string text) => string.Concat(text.EnumerateRunes().Reverse().Select(rune => rune.ToString()));

    private static List<object?> Unique(List<object?> items)
    {
        List<object?> unique = [];
        foreach (object? item in items)
        {
            if (!unique.Exists(other => JinjaOperators.AreEqual(item, other))) unique.Add(item);
        }

        return unique;
    }

    private static List<object?> Sorted(List<object?> items, JinjaCallArguments arguments)
    {
        arguments.Allow();
        List<object?> sorted = [.. items];
        sorted.Sort((a, b) => JinjaOperators.Compare("<", a, b) ?? throw arguments.Wrong("needs items that can be compared") ? -1 : JinjaOperators.AreEqual(a, b) ? 0 : 1);
        return sorted;
    }

    private static OrderedDictionary<string, object?> Sorted(OrderedDictionary<string, object?> dictionary)
    {
        var sorted = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string key, object? value) in dictionary.OrderBy(e => e.Key, StringComparer.Ordinal)) sorted.Add(key, value);
        return sorted;
    }

    private static object? Join(object? value, JinjaCallArguments arguments)
    {
        string? attribute = arguments.Text(1, "attribute");
        IEnumerable<object?> items = Items(value, arguments);
        if (attribute is not null) items = items.Select(item => Member(item, attribute));
        return string.Join(arguments.Text(0, "d") ?? "", items.Select(JinjaText.Of));
    }

    private static object? Default(object? value, JinjaCallArguments arguments)
    {
        bool alsoFalse = JinjaOperators.IsTrue(arguments.At(1, "boolean", false));
        return value is JinjaUndefined || (alsoFalse && !JinjaOperators.IsTrue(value)) ? arguments.At(0, "default_value", "") : value;
    }

    private static object? Integer(object? value) => value switch
    {
        string text => long.TryParse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture, out long number) ? number : 0L,
        _ => JinjaOperators.Number(value) is { } number and > -9e18 and < 9e18 ? (long)number : 0L,
    };

    private static object? Indent(object? value, JinjaCallArguments arguments)
    {
        arguments.Allow("width", "first", "blank");
        string blanks = new(' ', (int)Math.Clamp(arguments.Integer(0, "width") ?? 4, 0, 1000));
        bool first = JinjaOperators.IsTrue(arguments.At(1, "first", false)), blank = JinjaOperators.IsTrue(arguments.At(2, "blank", false));
        return string.Join('\n', Text(value, arguments).Split('\n').Select((line, i) => (i == 0 ? first : blank || line.Length > 0) ? blanks + line : line));
    }

    private static object? ToJson(object? value, JinjaCallArguments arguments)
    {
        arguments.Allow("indent", "ensure_ascii");
        long? indent = arguments.Integer(0, "indent");
        if (indent is < 0 or > 100) throw arguments.Wrong("needs an indent from 0 to 100");
        try
        {
            return JinjaText.Json(value, (int?)indent);
        }
        catch (NotSupportedException e)
        {
            throw arguments.Wrong($"cannot write {e.Message}");
        }
    }

    private static object? Map(object? value, JinjaCallArguments arguments)
    {
        arguments.Allow("filter", "attribute", "default");
        if (arguments.Positional.Count > 0)
        {
            string filter = arguments.NeededText(0, "filter");
            if (!IsKnown(filter)) throw arguments.Source.Unsupported(arguments.Line, $"the filter '{filter}'");
            JinjaCallArguments inner = arguments with { Callee = filter, Positional = [.. arguments.Positional.Skip(1)] };
            return Items(value, arguments).ConvertAll(item => Apply(filter, item, inner));
        }

        string attribute = arguments.NeededText(0, "attribute");
        return Items(value, arguments).ConvertAll(item => Member(item, attribute) is var member && member is JinjaUndefined && arguments.Named.TryGetValue("default", out object? given) ? given : member);
    }

    /// <summary>The items whose value passes a test, or is true where none is named.</summary>
    private static List<object?> Select(object? value, JinjaCallArguments arguments, Func<object?, object?> of, bool keeps, int testAt)
    {
        string? test = arguments.Positional.Count > testAt ? arguments.NeededText(testAt, "test") : null;
        if (test is not null && !JinjaTests.IsKnown(test)) throw arguments.Source.Unsupported(arguments.Line, $"the test '{test}'");
        JinjaCallArguments inner = arguments with { Callee = test ?? "", Positional = [.. arguments.Positional.Skip(testAt + 1)] };
        return Items(value, arguments).FindAll(item => (test is null ? JinjaOperators.IsTrue(of(item)) : JinjaTests.Passes(test, of(item), inner)) == keeps);
    }

    private static object? Member(object? item, string path)
    {
        foreach (string name in path.Split('.'))
            item = item is OrderedDictionary<string, object?> dictionary && dictionary.TryGetValue(name, out object? member) ? member : new JinjaUndefined(name);
        return item;
    }
}
