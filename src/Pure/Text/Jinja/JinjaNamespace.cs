namespace Pure.Text.Jinja;

/// <summary>What <c>namespace(…)</c> makes: the one object whose members a template may set, so that a loop can leave something behind.</summary>
internal sealed class JinjaNamespace(OrderedDictionary<string, object?> members)
{
    public OrderedDictionary<string, object?> Members => members;
}
