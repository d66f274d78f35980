// pure grade: compares answers, JSON Lines in and out in the same order. A bad line is one bad answer and not the end of the run.
using System.Buffers;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Answers;
using Pure.Cli.Console;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure grade</c>.</summary>
internal static class GradeCommand
{
    private const int BatchSize = 512;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Option<string> Profile = new("--profile")
    {
        Description = $"What counts as an answer and as equal: {string.Join(", ", AnswerProfile.Names)}.",
        DefaultValueFactory = _ => AnswerProfile.EvalLenient.Name,
    };

    private static readonly Option<bool> Trace = new("--trace") { Description = "Also say how both answers were read and which rule decided." };

    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "JSON Lines with gold and prediction, optional id and mode (answer: the prediction is an answer; response: it has to be found in a response). Standard input where it is left out or -.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create() => new Command("grade", "Compare answers of mathematics problems: JSON Lines {\"gold\", \"prediction\"} to {\"correct\", \"reason\", \"extracted\"}.")
    {
        Profile, Trace, File,
    }.Does((parsed, output, _) =>
    {
        AnswerProfile profile = AnswerProfile.ByName(parsed.GetRequiredValue(Profile));
        string path = parsed.GetValue(File) ?? "-";
        using Stream input = path == "-" ? System.Console.OpenStandardInput() : JsonLine.Open(path);
        using Stream answers = System.Console.OpenStandardOutput();
        AnswerGrader.WarmUp();
        GradeSummary summary = Grade(input, answers, path == "-" ? "standard input" : path, profile, parsed.GetValue(Trace), output.Notify);
        ResultTable.Write(output.Err, "", ["cases", "correct", "wrong", "no answer", "ungradable", "bad lines", "accuracy", "mean ms", "p99 ms", "max ms"], [summary.Row()]);
    });

    /// <summary>Grades every line; blank lines are passed over.</summary>
    /// <param name="input">JSON Lines.</param>
    /// <param name="output">Takes one line an answer, in the same order.</param>
    /// <param name="name">What the input is called in complaints.</param>
    /// <param name="profile">The policy.</param>
    /// <param name="trace">Whether each answer says how it came about.</param>
    /// <param name="complain">Takes one message for each bad line.</param>
    internal static GradeSummary Grade(Stream input, Stream output, string name, AnswerProfile profile, bool trace, Action<string> complain)
    {
        var summary = new GradeSummary();
        using var buffered = new BufferedStream(output, 1 << 16);
        var batch = new List<(long Number, byte[] Line)>();
        void Answer()
        {
            var graded = new GradedLine[batch.Count];
            Parallel.For(0, batch.Count, k => graded[k] = One(batch[k].Line, name, batch[k].Number, profile, trace));
            foreach (GradedLine line in graded)
            {
                if (line.Complaint is { } complaint) complain(complaint);
                buffered.Write(line.Json);
                buffered.Write("\n"u8);
                summary.Add(line);
            }

            batch.Clear();
            buffered.Flush();
        }

        long number = 0;
        foreach (ReadOnlyMemory<byte> line in Utf8Lines.Read(input, beforeWaiting: Answer))
        {
            number++;
            if (JsonLine.IsBlank(line)) continue;
            batch.Add((number, line.ToArray()));
            if (batch.Count >= BatchSize) Answer();
        }

        Answer();
        return summary;
    }

    private static GradedLine One(byte[] line, string name, long number, AnswerProfile profile, bool trace)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        try
        {
            return JsonLine.Read(line, name, number, root =>
            {
                if (root.TryGetProperty("id", out JsonElement given)) id = given.GetRawText();
                (string gold, string prediction) = (Text(root, "gold"), Text(root, "prediction"));
                bool response = Mode(root) == "response";
                long start = Stopwatch.GetTimestamp();
                GradeResult result = response ? AnswerGrader.GradeResponse(gold, prediction, profile, trace) : AnswerGrader.Grade(gold, prediction, profile, trace);
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                return new GradedLine(Json(id, result), result, milliseconds, Complaint: null);
            });
        }
        catch (PureException e)
        {
            var result = new GradeResult(AnswerVerdict.Ungradable, "bad line", Extracted: null);
            return new GradedLine(Json(id, result), result, 0, $"{e.Message} Graded null.");
        }
    }

    /// <summary>A text, or a number as it is written.</summary>
    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonLine.Text(root, name);

    private static string Mode(JsonElement root)
    {
        if (!root.TryGetProperty("mode", out JsonElement mode) || mode.ValueKind == JsonValueKind.Null) return "answer";
        string text = JsonLine.Text(root, "mode");
        return text is "answer" or "response" ? text : throw new PureException($"\"mode\" is \"{text}\"; it can be \"answer\" or \"response\".");
    }

    private static byte[] Json(string id, GradeResult result)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Readable))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            writer.WriteRawValue(id);
            writer.WritePropertyName("correct");
            if (result.Verdict == AnswerVerdict.Ungradable) writer.WriteNullValue();
            else writer.WriteBooleanValue(result.Verdict == AnswerVerdict.Equal);
            writer.WriteString("reason", result.Reason);
            if (result.Extracted is null) writer.WriteNull("extracted");
            else writer.WriteString("extracted", result.Extracted);
            if (result.Trace.Count > 0)
            {
                writer.WriteStartArray("trace");
                foreach (string rule in result.Trace) writer.WriteStringValue(rule);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return line.WrittenSpan.ToArray();
    }
}
