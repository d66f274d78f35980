using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Pure.Cli.Demo.Report;

/// <summary>
/// HTML as a tree of XML elements: every text is escaped and every tag closed by construction, and the page is well-formed
/// XML and valid HTML at once.
/// </summary>
internal static class Markup
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "meta", "br", "input" };

    /// <summary>An element; of the content, attributes become attributes, texts are escaped, nulls are left out.</summary>
    public static XElement Element(string name, params object?[] content)
    {
        var element = new XElement(name, content.Select(item => item is string text ? Clean(text) : item));
        // HTML knows no self-closed elements apart from the void ones: <td/> would open a cell and never close it.
        if (element.IsEmpty && !Void.Contains(name)) element.Add("");
        return element;
    }

    /// <summary>An attribute; numbers are written invariantly with at most two decimals.</summary>
    public static XAttribute Attribute(string name, object value) =>
        new(name, value is double number ? Number(number) : Clean(Convert.ToString(value, CultureInfo.InvariantCulture)!));

    /// <summary>The <c>class</c> attribute.</summary>
    public static XAttribute Class(string names) => new("class", names);

    /// <summary>A number for coordinates.</summary>
    /// <exception cref="ArgumentException">It is not finite, which no drawing can show.</exception>
    public static string Number(double value) =>
        double.IsFinite(value)
            ? (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture)
            : throw new ArgumentException($"{value} is not a coordinate.", nameof(value));

    /// <summary>The document as text.</summary>
    public static string Write(XElement html) => "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n";

    // A model may emit any character; those that XML cannot hold are shown as the replacement character.
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        return string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
    }
}
