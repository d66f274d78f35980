using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pure.Config;

/// <summary>
/// Reads YAML events into <see cref="ConfigNode"/>s. Accepted: one document of mappings, sequences, scalars, comments and aliases.
/// Refused, each with its place: duplicate keys, tags, merge keys, a second document, and keys that are not plain names.
/// </summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 32;

    private readonly string _source;
    private readonly ConfigProblems _problems;
    private readonly IParser _events;
    private readonly bool _hasLines;
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];

    private YamlReader(string yaml, string source, bool hasLines, ConfigProblems problems)
    {
        _source = source;
        _hasLines = hasLines;
        _problems = problems;
        _events = new Parser(new StringReader(yaml));
    }

    /// <summary>Reads a whole config text.</summary>
    /// <returns>Its mapping; empty for an empty text; <see langword="null"/> when it is no mapping or not YAML, with a problem
    /// added.</returns>
    public static ConfigNode.Map? ReadFile(string yaml, string source, ConfigProblems problems)
    {
        ConfigPlace start = new(source, 1, 1);
        ConfigNode? root = Read(yaml, source, hasLines: true, problems);
        if (root is ConfigNode.Map map) return map;
        if (root is ConfigNode.Scalar { IsNull: true }) return new ConfigNode.Map(start, []);
        if (root is not null)
            problems.Add(root.Place, "", "the file must consist of 'key: value' lines.");
        return null;
    }

    /// <summary>Reads one value, as in <c>--set key=value</c>.</summary>
    public static ConfigNode? ReadValue(string yaml, string source, ConfigProblems problems) => Read(yaml, source, hasLines: false, problems);

    private static ConfigNode? Read(string yaml, string source, bool hasLines, ConfigProblems problems)
    {
        YamlReader? reader = null;
        try
        {
            reader = new YamlReader(yaml, source, hasLines, problems);
            return reader.Document();
        }
        catch (YamlException e)
        {
            ConfigPlace place = hasLines ? new(source, (int)e.Start.Line, (int)e.Start.Column) : new(source, 0, 0);
            problems.Add(place, "", Explain(e, yaml));
            return null;
        }
    }

    /// <summary>YamlDotNet's message names the grammar rule that failed; a person first wants to hear of a tab.</summary>
    private static string Explain(YamlException e, string yaml)
    {
        string[] lines = yaml.Split('\n');
        int tab = Array.FindIndex(lines, line => line[..(line.Length - line.TrimStart().Length)].Contains('\t', StringComparison.Ordinal));
        string hint = tab >= 0 ? $" Line {tab + 1} is indented with a tab; YAML wants spaces." : "";
        return $"this is not valid YAML. {e.Message}{hint}";
    }

    private ConfigNode? Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _)) return new ConfigNode.Scalar(new ConfigPlace(_source, _hasLines ? 1 : 0, 1), "", IsPlain: true);
        _events.Consume<DocumentStart>();
        ConfigNode? root = Node(depth: 0);
        _events.Consume<DocumentEnd>();
        if (_events.Accept<DocumentStart>(out DocumentStart? second))
            _problems.Add(Place(second), "", "a second document begins here ('---'). Keep one document in the file.");
        return root;
    }

    private ConfigNode? Node(int depth)
    {
        ParsingEvent next = _events.Current!;
        if (depth > DeepestNesting)
        {
            _problems.Add(Place(next), "", $"values are nested more than {DeepestNesting} deep; no key needs that.");
            _events.SkipThisAndNestedEvents();
            return null;
        }

        if (_events.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            if (_anchors.TryGetValue(alias.Value, out ConfigNode? target)) return target;
            _problems.Add(Place(alias), "", $"there is no anchor '&{alias.Value}' above this alias.");
            return null;
        }

        if (next is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            _problems.Add(Place(next), "", $"the tag '{tagged.Tag}' is not used here; remove it. Quotes make a text.");

        AnchorName anchor = (next as NodeEvent)?.Anchor ?? AnchorName.Empty;
        ConfigNode node = next switch
        {
            MappingStart => Map(depth),
            SequenceStart => List(depth),
            _ => ScalarNode(),
        };
        if (!anchor.IsEmpty) _anchors[anchor] = node;
        return node;
    }

    private ConfigNode.Scalar ScalarNode()
    {
        Scalar scalar = _events.Consume<Scalar>();
        return new ConfigNode.Scalar(Place(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private ConfigNode.List List(int depth)
    {
        SequenceStart start = _events.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is { } item) items.Add(item);
        }

        return new ConfigNode.List(Place(start), items);
    }

    private ConfigNode.Map Map(int depth)
    {
        MappingStart start = _events.Consume<MappingStart>();
        var entries = new List<ConfigNode.Entry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (!_events.TryConsume<Scalar>(out Scalar? key))
            {
                _problems.Add(Place(_events.Current!), "", "a key must be a plain name.");
                _events.SkipThisAndNestedEvents();
                _events.SkipThisAndNestedEvents();
                continue;
            }

            ConfigPlace place = Place(key);
            ConfigNode? value = Node(depth + 1);
            if (entries.Find(entry => entry.Key == key.Value) is { } first)
                _problems.Add(place, "", $"'{key.Value}' is given twice, here and in line {first.KeyPlace.Line}. Remove one.");
            else if (key.Value == "<<")
                _problems.Add(place, "", "merge keys ('<<') are not supported; write the values out.");
            else if (value is not null)
                entries.Add(new ConfigNode.Entry(key.Value, place, value));
        }

        return new ConfigNode.Map(Place(start), entries);
    }

    private ConfigPlace Place(ParsingEvent e) => _hasLines ? new(_source, (int)e.Start.Line, (int)e.Start.Column) : new(_source, 0, 0);
}
