using System.IO.Compression;
using System.Text;
using Pure.Data;
using Pure.Text;

namespace Pure.Tests.Data;

/// <summary>Files, columns, formats and bad rows: every row is used, skipped and counted, or named in the message that ends the command.</summary>
public sealed class DatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-data").FullName;

    [Theory]
    [InlineData("rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n\n{\"prompt\":\"c\",\"completion\":\"d\"}")]
    [InlineData("rows.ndjson", "{\"prompt\":\"a\",\"completion\":\"b\"}\r\n{\"prompt\":\"c\",\"completion\":\"d\"}\r\n")]
    [InlineData("list.json", "[{\"prompt\":\"a\",\"completion\":\"b\"},\n {\"prompt\":\"c\",\"completion\":\"d\"}]")]
    [InlineData("object.json", "{\"version\": 1, \"data\": [{\"prompt\":\"a\",\"completion\":\"b\"}, {\"prompt\":\"c\",\"completion\":\"d\"}]}")]
    [InlineData("lines.json", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"c\",\"completion\":\"d\"}\n")]
    [InlineData("mark.jsonl", "\uFEFF{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"c\",\"completion\":\"d\"}")]
    public void Every_kind_of_file_gives_the_same_rows(string name, string content)
    {
        Dataset<Demonstration> data = Dataset.Read(Write(name, content), RowFormats.Demonstrations, new DataOptions());

        Assert.Equal(["a", "c"], data.Rows.Select(d => d.Prompt));
        Assert.Equal(["b", "d"], data.Rows.Select(d => d.Completion));
        Assert.Equal("prompt_completion", data.Report.Format);
        Assert.Equal((2, 2), (data.Report.RowsInFile, data.Report.Used));
    }

    [Fact]
    public void Packed_lines_are_read_and_lines_may_be_longer_than_the_buffer()
    {
        string path = Path.Combine(_folder, "packed.jsonl.gz"), text = new('x', 300_000);
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes($"{{\"prompt\":\"{text}\",\"completion\":\"1\"}}\n{{\"prompt\":\"p\",\"completion\":\"2\"}}"));

        IReadOnlyList<Demonstration> rows = Dataset.Read(path, RowFormats.Demonstrations, new DataOptions()).Rows;
        Assert.Equal(text, rows[0].Prompt);
        Assert.Equal("2", rows[1].Completion);
    }

    [Fact]
    public void Columns_may_have_other_names_lie_in_objects_or_be_put_together()
    {
        string path = Write("gsm.jsonl", "{\"question\":\"1+1?\",\"solution\":\"It is two.\",\"extra\":{\"answer\":\"2\"}}");
        var options = new DataOptions { Columns = new DataColumns { Prompt = "question", Completion = "{solution}\n#### {extra.answer} \\boxed{{extra.answer}} {}{not a name}" } };

        Demonstration row = Dataset.Read(path, RowFormats.Demonstrations, options).Rows.Single();

        Assert.Equal("1+1?", row.Prompt);
        Assert.Equal("It is two.\n#### 2 \\boxed{2} {}{not a name}", row.Completion);
        ProblemRow problem = Dataset.Read(path, RowFormats.Problems, new DataOptions { Columns = new DataColumns { Problem = "question", Answer = "extra.answer" } }).Rows.Single();
        Assert.Equal(("line-1", "2"), (problem.Id, problem.Answer));
    }

    [Theory]
    [InlineData("{\"prompt\":\"a\"}", "fit no known format")]
    [InlineData("{\"prompt\":\"a\",\"completion\":3}", "line 1: the field 'completion' is a number and not a text")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"b\"}\nnot json", "line 2: it is not valid JSON")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"b\"}\n\n[1]", "line 3: it is a list and not an object")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"\\ud800\"}", "line 1: the text in 'completion' is not valid Unicode")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"completion\":\"b\"}", "line 2: there is no field 'prompt' (it has completion; if another column holds it, set columns.prompt)")]
    [InlineData("", "has no rows")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}", "the last message is the user's")]
    [InlineData("{\"messages\":[{\"role\":\"user\"}]}", "is not an object with role and content")]
    public void A_bad_row_is_named(string content, string expected)
    {
        string path = Write("bad.jsonl", content);
        PureException e = Assert.Throws<PureException>(() => Dataset.Read(path, RowFormats.Demonstrations, new DataOptions()));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("bad.jsonl'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_a_bad_row()
    {
        string path = Path.Combine(_folder, "latin1.jsonl");
        File.WriteAllBytes(path, [.. "{\"prompt\":\"caf"u8, 0xE9, .. "\",\"completion\":\"b\"}"u8]);
        Assert.Contains("line 1", Assert.Throws<PureException>(() => Dataset.Read(path, RowFormats.Demonstrations, new DataOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_up_to_the_limit_are_skipped_and_counted_and_the_others_keep_their_numbers()
    {
        string path = Write("some.jsonl", "{\"problem\":\"a\"}\n{\"problem\":7}\n{\"problem\":\"b\",\"id\":\"x\"}\n{\"problem\":\"c\",\"id\":\"x\"}\n{\"problem\":\"d\"}");

        Dataset<Problem> data = ProblemFile.Read(path, PromptTemplate.Bare, new DataOptions { MaxBadRows = 2 });
        Assert.Equal(["a", "b", "d"], data.Rows.Select(p => p.Text));
        Assert.Equal([1, 3, 5], data.Numbers);
        Assert.Equal([2, 4], data.Report.BadRows.Select(b => b.Number));
        Assert.Equal("5 rows as problem: 3 used, 2 skipped (row 2: the field 'problem' is a number and not a text; ...).", data.Report.Describe());

        PureException e = Assert.Throws<PureException>(() => ProblemFile.Read(path, PromptTemplate.Bare, new DataOptions { MaxBadRows = 1 }));
        Assert.Contains("more than 1 bad rows", e.Message, StringComparison.Ordinal);
        Assert.Contains("line 4: the id 'x' occurs twice", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_can_be_named_and_a_wrong_name_is_refused_with_those_that_are_known()
    {
        string path = Write("both.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"r\"}]}");
        Assert.Equal("r", Dataset.Read(path, RowFormats.Demonstrations, new DataOptions { Format = "messages" }).Rows.Single().Completion);
        Assert.Equal("b", Dataset.Read(path, RowFormats.Demonstrations, new DataOptions()).Rows.Single().Completion);
        Assert.Contains("known are prompt_completion, messages", Assert.Throws<PureException>(() =>
            Dataset.Read(path, RowFormats.Demonstrations, new DataOptions { Format = "stepwise" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv", "a,b", "does not say what kind of file it is")]
    [InlineData("broken.json", "[{\"prompt\":", "is not valid JSON")]
    [InlineData("number.json", "3", "holds a number")]
    [InlineData("broken.parquet", "PAR1 and nothing else", "cannot be read as Parquet")]
    public void A_file_that_is_not_what_its_name_says_is_refused(string name, string content, string expected) =>
        Assert.Contains(expected, Assert.Throws<PureException>(() => Dataset.Read(Write(name, content), RowFormats.Demonstrations, new DataOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_conversation_is_a_prompt_of_several_messages_that_needs_a_chat_template()
    {
        string path = Write("chat.jsonl", "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"r\"}]}");
        Demonstration row = Dataset.Read(path, RowFormats.Demonstrations, new DataOptions()).Rows.Single();
        Assert.Equal([new ChatMessage("system", "s"), new ChatMessage("user", "q")], row.Messages);
        Assert.Contains("chat", Assert.Throws<FormatException>(() => row.Prompt).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_is_named_where_a_user_reads_of_it()
    {
        string described = Pure.Config.ConfigFile.Schema<Pure.Config.SftConfig>().ToJsonString();
        string[] names = [.. RowFormats.Problems.Select(f => f.Name), .. RowFormats.Demonstrations.Select(f => f.Name), .. RowFormats.Solutions.Select(f => f.Name), .. RowFormats.Preferences.Select(f => f.Name)];
        Assert.All(names, name => Assert.Contains(name, described, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
