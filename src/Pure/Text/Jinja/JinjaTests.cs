namespace Pure.Text.Jinja;

/// <summary>The tests behind <c>is</c>.</summary>
internal static class JinjaTests
{
    private static readonly Dictionary<string, Func<object?, JinjaCallArguments, bool>> Known = new(StringComparer.Ordinal)
    {
        ["defined"] = (value, _) => value is not JinjaUndefined,
        ["undefined"] = (value, _) => value is JinjaUndefined,
        ["none"] = (value, _) => value is null,
        ["string"] = (value, _) => value is string,
        ["number"] = (value, _) => value is long or double or bool,
        ["integer"] = (value, _) => value is long,
        ["float"] = (value, _) => value is double,
        ["boolean"] = (value, _) => value is bool,
        ["true"] = (value, _) => value is true,
        ["false"] = (value, _) => value is false,
        ["mapping"] = (value, _) => value is OrderedDictionary<string, object?>,
        ["iterable"] = (value, _) => value is string or List<object?> or OrderedDictionary<string, object?> or JinjaUndefined,
        ["sequence"] = (value, _) => value is string or List<object?> or OrderedDictionary<string, object?> or JinjaUndefined,
        ["callable"] = (value, _) => value is JinjaFunction,
        ["odd"] = (value, arguments) => Remainder(value, 2, arguments) == 1,
        ["even"] = (value, arguments) => Remainder(value, 2, arguments) == 0,
        ["divisibleby"] = (value, arguments) => Remainder(value, arguments.Integer(0, "num") ?? 0, arguments) == 0,
        ["equalto"] = (value, arguments) => JinjaOperators.AreEqual(value, arguments.At(0, "other", null)),
        ["eq"] = (value, arguments) => JinjaOperators.AreEqual(value, arguments.At(0, "other", null)),
        ["ne"] = (value, arguments) => !JinjaOperators.AreEqual(value, arguments.At(0, "other", null)),
        ["in"] = (value, arguments) => JinjaOperators.Compare("in", value, arguments.At(0, "seq", null)) ?? throw arguments.Wrong("needs a list, text or dictionary"),
    };

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>Whether a value passes a known test.</summary>
    public static bool Passes(string name, object? value, JinjaCallArguments arguments) => Known[name](value, arguments);

    private static long Remainder(object? value, long divisor, JinjaCallArguments arguments) => (value, divisor) switch
    {
        (_, 0) => throw arguments.Wrong("needs a number other than 0"),
        (long number, _) => ((number % divisor) + divisor) % divisor,
        _ => throw arguments.Wrong($"is for whole numbers, not {JinjaText.Kind(value)}"),
    };
}
