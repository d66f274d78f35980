using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Pure.Config;

/// <summary>Writes a config record as YAML: every key, in the order of declaration, so that equal configs give equal bytes.</summary>
internal sealed class ConfigWriter(bool describe)
{
    private const int LineWidth = 120;

    private readonly StringBuilder _yaml = new();

    /// <summary>The record as YAML.</summary>
    /// <param name="record">A config record.</param>
    /// <param name="describe">Whether each key is preceded by a comment with its description and range.</param>
    public static string Write(object record, bool describe)
    {
        var writer = new ConfigWriter(describe);
        writer.Record(record, "", firstIndent: "");
        return writer._yaml.ToString();
    }

    /// <summary>A single value or a list of single values on one line.</summary>
    internal static string Inline(ConfigKey key, object? value) =>
        key.ElementType is null || value is null
            ? ConfigScalars.Write(value)
            : $"[{string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(ConfigScalars.Write))}]";

    private void Record(object record, string indent, string firstIndent)
    {
        string lead = firstIndent;
        if (ConfigVariants.NameOf(record.GetType()) is { } kind)
        {
            if (describe && lead == indent) Kinds(ConfigVariants.SectionOf(record.GetType()), indent);
            _yaml.Append(lead).Append(ConfigVariants.Key).Append(": ").Append(YamlText.Quote(kind)).Append('\n');
            lead = indent;
        }

        foreach (ConfigKey key in ConfigKeys.Of(record.GetType()))
        {
            object? value = key.Get(record);
            // A comment cannot stand between the dash of a list and its first key.
            if (describe && lead == indent) Comment(key, value, indent);
            _yaml.Append(lead).Append(key.Name).Append(':');
            Value(key, value, indent);
            lead = indent;
        }
    }

    private void Value(ConfigKey key, object? value, string indent)
    {
        if (value is null || !key.IsRecord)
        {
            _yaml.Append(' ').Append(Inline(key, value)).Append('\n');
        }
        else if (key.ElementType is null)
        {
            _yaml.Append('\n');
            Record(value, indent + "  ", indent + "  ");
        }
        else
        {
            object[] items = [.. ((IEnumerable)value).Cast<object>()];
            _yaml.Append(items.Length == 0 ? " []\n" : "\n");
            foreach (object item in items) Record(item, indent + "    ", indent + "  - ");
        }
    }

    private void Kinds(Type declared, string indent)
    {
        Comment("The section's key 'kind' decides which other keys it has:", indent, hanging: "");
        foreach ((string name, Type type) in ConfigVariants.Of(declared)) Comment($"{name}: {ConfigDocumentation.Of(type)}", indent, hanging: "  ");
    }

    private void Comment(ConfigKey key, object? value, string indent)
    {
        string[] choices = [.. ConfigScalars.Choices(key.ValueType)];
        string names = key.ValueType.IsEnum && choices.Length == 0 ? ConfigScalars.Describe(key.ValueType) : "";
        string range = key.Rules.OfType<RangeAttribute>().FirstOrDefault() is { } rule ? ConfigRules.Describe(rule) : "";
        string[] sentences = [key.Description, key.MustBeGiven(value) ? "Required." : "", Sentence(names), Sentence(range)];
        Comment(string.Join(' ', sentences.Where(sentence => sentence.Length > 0)), indent, hanging: "");
        foreach (string choice in choices) Comment(choice, indent, hanging: "  ");
        if (value is null && key.IsRecord && ConfigVariants.Has(key.ValueType)) Kinds(key.ValueType, indent);
    }

    /// <summary>Breaks a comment into lines.</summary>
    private void Comment(string text, string indent, string hanging)
    {
        string lead = $"{indent}#{hanging} ";
        var line = new StringBuilder();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && lead.Length + line.Length + 1 + word.Length > LineWidth)
            {
                _yaml.Append(lead).Append(line).Append('\n');
                line.Clear().Append(hanging);
            }

            line.Append(line.Length > hanging.Length ? " " : "").Append(word);
        }

        if (line.Length > 0) _yaml.Append(lead).Append(line).Append('\n');
    }

    private static string Sentence(string text) => text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
