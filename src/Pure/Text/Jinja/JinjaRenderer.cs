// Runs statements. A loop's variables and whatever is set in it are gone with each round, as in Jinja; only members of a namespace
// stay. Every round counts against a limit, so that a template from elsewhere ends.
using System.Text;
using S = Pure.Text.Jinja.JinjaStatement;

namespace Pure.Text.Jinja;

/// <summary>Statements to text.</summary>
internal sealed class JinjaRenderer(JinjaSource source)
{
    private const int MostRounds = 1_000_000;
    private const int DeepestCalls = 100;

    private readonly JinjaEvaluator _evaluator = new(source);
    private int _rounds;
    private int _calls;

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>Renders a template.</summary>
    /// <param name="statements">The template.</param>
    /// <param name="globals">Its variables.</param>
    /// <exception cref="PureException">It raises an exception, or does not fit its variables.</exception>
    public string Render(IReadOnlyList<S> statements, JinjaScope globals)
    {
        globals["namespace"] = new JinjaFunction("namespace", NewNamespace);
        globals["range"] = new JinjaFunction("range", Range);
        globals["dict"] = new JinjaFunction("dict", arguments => new OrderedDictionary<string, object?>(arguments.Named, StringComparer.Ordinal));
        globals["raise_exception"] = new JinjaFunction("raise_exception", arguments =>
            throw source.Unfit(arguments.Line, $"it says \"{JinjaText.Of(arguments.At(0, "message", ""))}\""));
        var output = new StringBuilder();
        Run(statements, globals, output);
        return output.ToString();
    }

    private Flow Run(IReadOnlyList<S> statements, JinjaScope scope, StringBuilder output)
    {
        foreach (S statement in statements)
        {
            Flow flow = Run(statement, scope, output);
            if (flow != Flow.Next) return flow;
        }

        return Flow.Next;
    }

    private Flow Run(S statement, JinjaScope scope, StringBuilder output)
    {
        switch (statement)
        {
            case S.Text text:
                output.Append(text.Value);
                return Flow.Next;
            case S.Output value:
                output.Append(JinjaText.Of(_evaluator.Value(value.Value, scope)));
                if (output.Length > JinjaOperators.LongestText) throw source.Unfit(statement.Line, "the text grows beyond all measure");
                return Flow.Next;
            case S.If choice:
                return If(choice, scope, output);
            case S.For loop:
                return For(loop, scope, output);
            case S.Set set:
                Set(set, scope);
                return Flow.Next;
            case S.SetBlock set:
                var inner = new StringBuilder();
                Run(set.Body, new JinjaScope(scope), inner);
                scope[set.Name] = inner.ToString();
                return Flow.Next;
            case S.Macro macro:
                scope[macro.Name] = new JinjaFunction(macro.Name, arguments => CallMacro(macro, scope, arguments));
                return Flow.Next;
            case S.Generation generation:
                return Run(generation.Body, scope, output);
            case S.Break:
                return Flow.Break;
            default:
                return Flow.Continue;
        }
    }

    private Flow If(S.If choice, JinjaScope scope, StringBuilder output)
    {
        foreach ((JinjaExpression? condition, IReadOnlyList<S> body) in choice.Branches)
        {
            if (condition is null || _evaluator.IsTrue(condition, scope)) return Run(body, scope, output);
        }

        return Flow.Next;
    }

    private Flow For(S.For loop, JinjaScope scope, StringBuilder output)
    {
        object? over = _evaluator.Value(loop.Items, scope);
        List<object?> items = JinjaFilters.ItemsOf(over) ?? throw source.Unfit(loop.Line, $"a loop goes over {JinjaText.Kind(over)}");
        if (loop.Condition is { } condition) items = items.FindAll(item => _evaluator.IsTrue(condition, Round(loop, scope, item)));
        if (items.Count == 0) return Run(loop.Otherwise, scope, output);
        for (int i = 0; i < items.Count; i++)
        {
            if (++_rounds > MostRounds) throw source.Unfit(loop.Line, "its loops do not end");
            JinjaScope round = Round(loop, scope, items[i]);
            round["loop"] = Position(items, i);
            if (Run(loop.Body, round, output) == Flow.Break) break;
        }

        return Flow.Next;
    }

    private JinjaScope Round(S.For loop, JinjaScope scope, object? item)
    {
        var round = new JinjaScope(scope);
        Assign(round, loop.Names, item, loop.Line);
        return round;
    }

    private void Assign(JinjaScope scope, IReadOnlyList<string> names, object? value, int line)
    {
        if (names.Count == 1)
        {
            scope[names[0]] = value;
            return;
        }

        if (value is not List<object?> parts || parts.Count != names.Count) throw source.Unfit(line, $"{JinjaText.Kind(value)} is not {names.Count} values");
        for (int i = 0; i < parts.Count; i++) scope[names[i]] = parts[i];
    }

    private static OrderedDictionary<string, object?> Position(List<object?> items, int i) => new(StringComparer.Ordinal)
    {
        ["index"] = i + 1L,
        ["index0"] = (long)i,
        ["revindex"] = (long)items.Count - i,
        ["revindex0"] = items.Count - i - 1L,
        ["first"] = i == 0,
        ["last"] = i == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = i > 0 ? items[i - 1] : new JinjaUndefined("loop.previtem"),
        ["nextitem"] = i + 1 < items.Count ? items[i + 1] : new JinjaUndefined("loop.nextitem"),
    };

    private void Set(S.Set set, JinjaScope scope)
    {
        object? value = _evaluator.Value(set.Value, scope);
        if (set.Attribute is null)
        {
            Assign(scope, set.Names, value, set.Line);
            return;
        }

        object? target = scope.Find(set.Names[0]);
        if (target is not JinjaNamespace space) throw source.Unfit(set.Line, $"a member of {JinjaText.Kind(target)} is set, and only a namespace has such");
        space.Members[set.Attribute] = value;
    }

    private string CallMacro(S.Macro macro, JinjaScope scope, JinjaCallArguments arguments)
    {
        if (++_calls > DeepestCalls) throw source.Unfit(arguments.Line, $"'{macro.Name}' calls itself without end");
        arguments.Allow([.. macro.Parameters.Select(p => p.Name)]);
        var inner = new JinjaScope(scope);
        for (int i = 0; i < macro.Parameters.Count; i++)
        {
            (string name, JinjaExpression? otherwise) = macro.Parameters[i];
            object? missing = otherwise is null ? new JinjaUndefined(name) : _evaluator.Value(otherwise, inner);
            inner[name] = arguments.At(i, name, missing);
        }

        var output = new StringBuilder();
        Run(macro.Body, inner, output);
        _calls--;
        return output.ToString();
    }

    private static JinjaNamespace NewNamespace(JinjaCallArguments arguments)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        if (arguments.Positional.Count > 0) throw arguments.Source.Unsupported(arguments.Line, "'namespace' with an argument that has no name");
        foreach ((string name, object? value) in arguments.Named) members[name] = value;
        return new JinjaNamespace(members);
    }

    private static List<object?> Range(JinjaCallArguments arguments)
    {
        const int Most = 100_000;
        arguments.Allow("start", "stop", "step");
        long first = arguments.Integer(0, "start") ?? throw arguments.Wrong("needs a whole number");
        (long start, long stop) = arguments.Integer(1, "stop") is { } second ? (first, second) : (0, first);
        long step = arguments.Integer(2, "step") ?? 1;
        if (step == 0) throw arguments.Wrong("needs a step other than 0");
        List<object?> numbers = [];
        for (long i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            if (numbers.Count >= Most) throw arguments.Wrong($"makes more than {Most} numbers");
            numbers.Add(i);
        }

        return numbers;
    }
}
