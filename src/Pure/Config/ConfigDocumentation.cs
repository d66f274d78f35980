// What a key means is written once, as the documentation comment of its property; the compiler puts these into an XML file beside the
// assembly. Comments in written configs and descriptions in the schema come from there. Without that file they are left out, and nothing
// else changes.
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pure.Config;

/// <summary>Looks up the summaries of properties and enum members.</summary>
internal static partial class ConfigDocumentation
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Loaded = new();

    /// <summary>Summary of a property or enum member as plain text; empty when there is none.</summary>
    public static string Of(MemberInfo member)
    {
        Type type = member.DeclaringType!;
        string name = $"{(member is PropertyInfo ? 'P' : 'F')}:{type.FullName!.Replace('+', '.')}.{member.Name}";
        return Loaded.GetOrAdd(type.Assembly, Load).GetValueOrDefault(name, "");
    }

    /// <summary>Summary of a type as plain text; empty when there is none.</summary>
    public static string Of(Type type) => Loaded.GetOrAdd(type.Assembly, Load).GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}", "");

    private static Dictionary<string, string> Load(Assembly assembly)
    {
        string file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => Plain(member.Element("summary")!), StringComparer.Ordinal);
    }

    private static string Plain(XElement summary) => Spaces().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();

    /// <summary>References to properties and enum members become the names that configs use.</summary>
    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when (string?)element.Attribute("cref") is { } reference => Name(reference),
        XElement element when (string?)element.Attribute("langword") is { } word => word,
        XElement element when (string?)element.Attribute("name") is { } word => word,
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };

    private static string Name(string reference)
    {
        string path = reference.Split('(')[0];
        string last = path[(path.LastIndexOf('.') + 1)..];
        return reference[0] is 'P' or 'F' ? JsonNamingPolicy.SnakeCaseLower.ConvertName(last) : last;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
