using System.Text;
using System.Text.Json;
using Pure.Answers;
using Pure.Cli.Commands;

namespace Pure.Tests.Cli;

public sealed class GradeCommandTests
{
    [Fact]
    public void Lines_come_out_in_order_and_a_bad_one_is_null()
    {
        var input = new StringBuilder();
        for (int k = 0; k < 1500; k++) input.Append("{\"id\": ").Append(k).Append(", \"gold\": ").Append(k).Append(", \"prediction\": \"").Append(k).Append(k % 3 == 0 ? "+1" : "").Append("\"}\n");
        input.Append("\nnot json\n{\"gold\": \"5\"}\n{\"gold\": \"5\", \"prediction\": \"\\\\boxed{5}\", \"mode\": \"response\", \"id\": \"last\"}\n{\"gold\": \"5\", \"prediction\": \"5\", \"mode\": \"other\"}\n");
        var complaints = new List<string>();
        (JsonElement[] lines, GradeSummary summary) = Run(input.ToString(), complaints);

        Assert.Equal(1504, lines.Length);
        for (int k = 0; k < 1500; k++)
        {
            Assert.Equal(k, lines[k].GetProperty("id").GetInt32());
            Assert.Equal(k % 3 != 0, lines[k].GetProperty("correct").GetBoolean());
        }

        Assert.Equal(JsonValueKind.Null, lines[1500].GetProperty("correct").ValueKind);
        Assert.Equal(1502, lines[1500].GetProperty("id").GetInt32());
        Assert.Equal(JsonValueKind.Null, lines[1501].GetProperty("correct").ValueKind);
        Assert.True(lines[1502].GetProperty("correct").GetBoolean());
        Assert.Equal("5", lines[1502].GetProperty("extracted").GetString());
        Assert.Equal("last", lines[1502].GetProperty("id").GetString());
        Assert.Equal(3, complaints.Count);
        Assert.Contains("line 1502", complaints[0], StringComparison.Ordinal);
        Assert.Equal((1001, 500, 3), (summary.Correct, summary.Wrong, summary.BadLines));
    }

    [Fact]
    public void What_cannot_be_graded_is_null_and_what_has_no_answer_is_false()
    {
        (JsonElement[] lines, GradeSummary summary) = Run("{\"gold\": \"5\", \"prediction\": \"((5\"}\n{\"gold\": \"5\", \"prediction\": \"none\", \"mode\": \"response\"}\n", []);
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("correct").ValueKind);
        Assert.False(lines[1].GetProperty("correct").GetBoolean());
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("extracted").ValueKind);
        Assert.Equal((1, 1), (summary.Ungradable, summary.NoAnswer));
    }

    private static (JsonElement[] Lines, GradeSummary Summary) Run(string input, List<string> complaints)
    {
        using var output = new MemoryStream();
        GradeSummary summary = GradeCommand.Grade(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, "input", AnswerProfile.EvalLenient, trace: false, complaints.Add);
        string text = Encoding.UTF8.GetString(output.ToArray());
        return ([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())], summary);
    }
}
