using System.Text.Json.Nodes;
using CsCheck;
using Pure.Data;

namespace Pure.Tests.Data;

/// <summary>Rows of every format with a value somewhere in them replaced, removed or cut: read, or refused by a PureException, and nothing else.</summary>
public sealed class RowFuzzTests : IDisposable
{
    private static readonly string[] Rows =
    [
        """{"problem":"p","answer":"1","id":"a"}""",
        """{"data_source":"s","prompt":[{"role":"user","content":"Q"}],"reward_model":{"style":"rule","ground_truth":"72"},"extra_info":{"split":"train","index":5}}""",
        """{"prompt":"a","completion":"b"}""",
        """{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]}""",
        """{"prompt":"p","completions":["a","b"],"labels":[true,0],"finished":false}""",
        """{"is_quality_control_question":false,"is_initial_screening_question":false,"question":{"problem":"P"},"label":{"steps":[{"completions":[{"text":"a","rating":-1},{"text":"a2","rating":0}],"human_completion":null,"chosen_completion":1},{"completions":[{"text":"b","rating":1}],"human_completion":{"text":"h"},"chosen_completion":null}],"finish_reason":"solution"}}""",
        """{"input":"Q? Step 1: 1 ки\nStep 2: 2 ки","label":"Q? Step 1: 1 +\nStep 2: 2 -"}""",
        """{"prompt":"p","chosen":"c","rejected":[{"role":"assistant","content":"r"}]}""",
    ];

    private static readonly string[] Values = ["null", "true", "-1", "7", "1e999", "1.5", "\"\"", "\"ки\"", "\"\\ud800\"", "[]", "[[]]", "[null]", "{}", "{\"text\":1}", "{\"steps\":3}"];

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("pure-fuzz").FullName, "rows.jsonl");

    [Fact]
    public void Changed_values_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Rows.Length - 1], Gen.Int[0, 30], Gen.Int[-1, Values.Length - 1], Gen.Bool).Sample((row, place, value, alternatives) =>
        {
            JsonNode changed = JsonNode.Parse(Rows[row])!;
            Change(changed, place, value < 0 ? null : Values[value]);
            ReadAll(Rows[row] + "\n" + changed.ToJsonString(), alternatives);
        }, iter: 1500, threads: 1);

    [Fact]
    public void Cut_and_spoiled_lines_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Rows.Length - 1], Gen.Int[0, 200], Gen.Char).Sample((row, at, c) =>
        {
            string text = Rows[row];
            ReadAll(text + "\n" + text[..Math.Min(at, text.Length)] + c + text[Math.Min(at + 1, text.Length)..], alternatives: false);
        }, iter: 500, threads: 1);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private void ReadAll(string rows, bool alternatives)
    {
        File.WriteAllText(_path, rows);
        var options = new DataOptions { MaxBadRows = 1, Alternatives = alternatives };
        Try(() => Dataset.Read(_path, RowFormats.Problems, options));
        Try(() => Dataset.Read(_path, RowFormats.Demonstrations, options));
        Try(() => Dataset.Read(_path, RowFormats.Solutions, options));
        Try(() => Dataset.Read(_path, RowFormats.Preferences, options));
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (PureException)
        {
            // Refused, in a sentence.
        }
    }

    /// <summary>Replaces the node with a given number, counted from the top, or removes it.</summary>
    private static void Change(JsonNode root, int place, string? value)
    {
        var places = new List<Action>();
        Collect(root, value, places);
        places[place % places.Count]();
    }

    private static void Collect(JsonNode? node, string? value, List<Action> places)
    {
        if (node is JsonObject fields)
        {
            foreach (string name in fields.Select(f => f.Key).ToList())
            {
                places.Add(() =>
                {
                    fields.Remove(name);
                    if (value is not null) fields[name] = Parse(value);
                });
                Collect(fields[name], value, places);
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                int index = i;
                places.Add(() =>
                {
                    if (value is null) items.RemoveAt(index);
                    else items[index] = Parse(value);
                });
                Collect(items[i], value, places);
            }
        }
    }

    private static JsonNode? Parse(string value) => value.Contains("ud800", StringComparison.Ordinal) ? JsonValue.Create("\ud800") : JsonNode.Parse(value);
}
