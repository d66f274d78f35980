using System.Buffers;
using System.Text.Json;

namespace Pure.Runs;

/// <summary>
/// <c>metrics.jsonl</c>: one object a line and step, <c>step</c> first, then the names in ordinal order, so that two runs can be compared
/// by <c>diff</c>. JSON has no NaN and no infinity: such a value is written as null, and the line gets <c>non_finite</c>, their number.
/// </summary>
/// <remarks>Each line is handed to the system as it is written, so that a reader sees it at once; <see cref="Flush"/> takes it to the
/// disk.</remarks>
public sealed class JsonLinesMetrics : IMetricSink
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Opens the file and cuts off what a run that is resumed will write again.</summary>
    /// <param name="path">The file; made if missing.</param>
    /// <param name="keepThrough">Last step whose line stays; -1 keeps none. A half-written last line never stays.</param>
    /// <exception cref="PureException">A line that is not the last is no JSON object with a step.</exception>
    /// <exception cref="RunFailedException">The file cannot be written.</exception>
    public JsonLinesMetrics(string path, int keepThrough = -1)
    {
        _path = path;
        try
        {
            // Without a buffer: what a full disk refused must not be tried again when the file is closed.
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            long kept = keepThrough < 0 ? 0 : LengthToKeep(keepThrough);
            if (kept < _file.Length) _file.SetLength(kept);
            _file.Seek(0, SeekOrigin.End);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(path, e, "");
        }
    }

    /// <summary>How many values were NaN or infinite since the file was opened.</summary>
    public long NonFiniteValues { get; private set; }

    public void Write(int step, IReadOnlyDictionary<string, double> values)
    {
        _line.Clear();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            int nonFinite = 0;
            foreach ((string name, double value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (double.IsFinite(value))
                {
                    json.WriteNumber(name, value);
                }
                else
                {
                    json.WriteNull(name);
                    nonFinite++;
                }
            }

            if (nonFinite > 0) json.WriteNumber("non_finite", nonFinite);
            NonFiniteValues += nonFinite;
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        Do(() => _file.Write(_line.WrittenSpan));
    }

    public void Flush() => Do(() => _file.Flush(flushToDisk: true));

    public void Dispose() => _file.Dispose();

    private void Do(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(_path, e, "Checkpoints are untouched.");
        }
    }

    /// <summary>Length of the lines before the first one of a later step; steps ascend in the file.</summary>
    private long LengthToKeep(int keepThrough)
    {
        long kept = 0;
        int number = 0;
        byte[] text = new byte[_file.Length];
        _file.ReadExactly(text);
        ReadOnlySpan<byte> rest = text;
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            number++;
            if (StepOf(rest[..end]) is not { } step)
            {
                if (end == rest.Length - 1) break;
                throw new PureException($"Line {number} of '{_path}' is not an object with a 'step', so the run cannot go on writing there. Repair or remove that line.");
            }

            if (step > keepThrough) break;
            kept += end + 1;
            rest = rest[(end + 1)..];
        }

        return kept;
    }

    private static int? StepOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            using JsonDocument document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("step", out JsonElement step) ? step.GetInt32() : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
