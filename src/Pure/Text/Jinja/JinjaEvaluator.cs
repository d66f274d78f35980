using System.Runtime.CompilerServices;
using E = Pure.Text.Jinja.JinjaExpression;

namespace Pure.Text.Jinja;

/// <summary>Values of expressions.</summary>
internal sealed class JinjaEvaluator(JinjaSource source)
{
    /// <summary>The value of an expression.</summary>
    /// <exception cref="PureException">The values do not allow what the template does with them; the message says where.</exception>
    public object? Value(E expression, JinjaScope scope)
    {
        // A chain such as 1+1+1+... is as deep as it is long.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw source.Unsupported(expression.Line, "an expression that is too long");
        return Of(expression, scope);
    }

    public bool IsTrue(E expression, JinjaScope scope) => JinjaOperators.IsTrue(Value(expression, scope));

    private object? Of(E expression, JinjaScope scope) => expression switch
    {
        E.Literal literal => literal.Value,
        E.Variable variable => scope.Find(variable.Name),
        E.ListOf list => list.Items.Select(item => Value(item, scope)).ToList(),
        E.DictionaryOf dictionary => Dictionary(dictionary, scope),
        E.Attribute attribute => Member(Value(attribute.Of, scope), attribute.Name, attribute.Line),
        E.Item item => Item(Value(item.Of, scope), Value(item.Index, scope), item.Line),
        E.Slice slice => Slice(slice, scope),
        E.Call call => Call(call, scope),
        E.Filter filter => JinjaFilters.Apply(filter.Name, Value(filter.Of, scope), Arguments(filter.Name, filter.Line, filter.Arguments, scope)),
        E.Test test => JinjaTests.Passes(test.Name, Value(test.Of, scope), Arguments(test.Name, test.Line, test.Arguments, scope)) != test.IsNegated,
        E.Unary unary => Unary(unary, scope),
        E.Binary binary => Binary(binary, scope),
        E.Comparison comparison => Compare(comparison, scope),
        E.Conditional conditional => Conditional(conditional, scope),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no value."),
    };

    private OrderedDictionary<string, object?> Dictionary(E.DictionaryOf expression, JinjaScope scope)
    {
        var dictionary = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach ((E key, E value) in expression.Items)
        {
            string name = Value(key, scope) as string ?? throw source.Unsupported(expression.Line, "a dictionary whose keys are not texts");
            dictionary[name] = Value(value, scope);
        }

        return dictionary;
    }

    private object? Member(object? of, string name, int line) => of switch
    {
        OrderedDictionary<string, object?> dictionary => dictionary.TryGetValue(name, out object? value) ? value : new JinjaUndefined(name),
        JinjaNamespace space => space.Members.TryGetValue(name, out object? value) ? value : new JinjaUndefined(name),
        JinjaUndefined undefined => throw source.Unfit(line, $"'{undefined.Name}' is not defined and has no '{name}'"),
        _ => new JinjaUndefined(name),
    };

    private object? Item(object? of, object? index, int line) => (of, index) switch
    {
        (_, string name) => Member(of, name, line),
        (List<object?> list, long at) => InRange(ref at, list.Count) ? list[(int)at] : new JinjaUndefined($"item {at}"),
        (string text, long at) => InRange(ref at, text.Length) ? text[(int)at].ToString() : new JinjaUndefined($"character {at}"),
        (JinjaUndefined undefined, _) => throw source.Unfit(line, $"'{undefined.Name}' is not defined and has no items"),
        _ => new JinjaUndefined("an item"),
    };

    private static bool InRange(ref long at, int count)
    {
        if (at < 0) at += count;
        return at >= 0 && at < count;
    }

    private object? Slice(E.Slice slice, JinjaScope scope)
    {
        object? of = Value(slice.Of, scope);
        long step = Bound(slice.Step, scope, slice.Line) ?? 1;
        if (step == 0) throw source.Unfit(slice.Line, "the step of a slice is 0");
        int count = of switch
        {
            List<object?> list => list.Count,
            string text => text.Length,
            JinjaUndefined undefined => throw source.Unfit(slice.Line, $"'{undefined.Name}' is not defined and has no items"),
            _ => throw source.Unsupported(slice.Line, $"a slice of {JinjaText.Kind(of)}"),
        };
        long start = Place(Bound(slice.Start, scope, slice.Line), step > 0 ? 0 : count - 1, count, step);
        long stop = Place(Bound(slice.Stop, scope, slice.Line), step > 0 ? count : -1, count, step);
        List<int> taken = [];
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) taken.Add((int)i);
        return of is string from ? string.Concat(taken.Select(i => from[i])) : taken.Select(i => ((List<object?>)of)[i]).ToList();
    }

    private long? Bound(E? expression, JinjaScope scope, int line) => expression is null ? null : Value(expression, scope) switch
    {
        null => null,
        long number => Math.Clamp(number, int.MinValue, int.MaxValue),
        var other => throw source.Unfit(line, $"{JinjaText.Kind(other)} is no bound of a slice"),
    };

    /// <summary>A bound as Python counts it: from the end when negative, and cut to what there is.</summary>
    private static long Place(long? given, long otherwise, int count, long step)
    {
        if (given is not { } at) return otherwise;
        if (at < 0) at += count;
        return step > 0 ? Math.Clamp(at, 0, count) : Math.Clamp(at, -1, count - 1);
    }

    private object? Call(E.Call call, JinjaScope scope)
    {
        if (call.Function is E.Attribute method)
        {
            object? of = Value(method.Of, scope);
            if (Held(of, method.Name) is JinjaFunction held) return held.Call(Arguments(method.Name, call.Line, call.Arguments, scope));
            return JinjaMethods.Call(of, method.Name, Arguments(method.Name, call.Line, call.Arguments, scope));
        }

        return Value(call.Function, scope) switch
        {
            JinjaFunction function => function.Call(Arguments(function.Name, call.Line, call.Arguments, scope)),
            JinjaUndefined undefined => throw source.Unsupported(call.Line, $"the function '{undefined.Name}'"),
            var other => throw source.Unfit(call.Line, $"{JinjaText.Kind(other)} is called"),
        };
    }

    private static object? Held(object? of, string name) => of switch
    {
        OrderedDictionary<string, object?> dictionary => dictionary.GetValueOrDefault(name),
        JinjaNamespace space => space.Members.GetValueOrDefault(name),
        _ => null,
    };

    private JinjaCallArguments Arguments(string callee, int line, JinjaArguments arguments, JinjaScope scope)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, E value) in arguments.Named) named[name] = Value(value, scope);
        return new JinjaCallArguments(source, line, callee, [.. arguments.Positional.Select(a => Value(a, scope))], named);
    }

    private object? Unary(E.Unary unary, JinjaScope scope)
    {
        object? of = Value(unary.Of, scope);
        return (unary.Operator, of) switch
        {
            ("not", _) => !JinjaOperators.IsTrue(of),
            ("-", long number) => -number,
            ("-", double number) => -number,
            ("+", long or double) => of,
            _ => throw source.Unfit(unary.Line, $"{JinjaText.Kind(of)} has no sign"),
        };
    }

    private object? Binary(E.Binary binary, JinjaScope scope)
    {
        object? left = Value(binary.Left, scope);
        if (binary.Operator == "and") return JinjaOperators.IsTrue(left) ? Value(binary.Right, scope) : left;
        if (binary.Operator == "or") return JinjaOperators.IsTrue(left) ? left : Value(binary.Right, scope);
        try
        {
            return JinjaOperators.Arithmetic(binary.Operator, left, Value(binary.Right, scope));
        }
        catch (NotSupportedException e)
        {
            throw source.Unfit(binary.Line, e.Message);
        }
    }

    private bool Compare(E.Comparison comparison, JinjaScope scope)
    {
        object? left = Value(comparison.First, scope);
        foreach ((string compared, E expression) in comparison.Rest)
        {
            object? right = Value(expression, scope);
            bool holds = JinjaOperators.Compare(compared, left, right)
                ?? throw source.Unfit(comparison.Line, $"{JinjaText.Kind(left)} and {JinjaText.Kind(right)} cannot be compared by '{compared}'");
            if (!holds) return false;
            left = right;
        }

        return true;
    }

    private object? Conditional(E.Conditional conditional, JinjaScope scope)
    {
        if (IsTrue(conditional.Condition, scope)) return Value(conditional.Then, scope);
        return conditional.Otherwise is { } otherwise ? Value(otherwise, scope) : new JinjaUndefined("the other branch");
    }
}
