// The folder of an evaluation: settings.json, records.jsonl (one problem a line, written as it is done) and report.json. An evaluation
// that was stopped goes on from its records; one with other settings is refused.
using System.Text.Json;
using Pure.Data;
using Pure.Runs;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Keeps the records of an evaluation.</summary>
public sealed class EvaluationFolder
{
    private readonly string _folder;
    private readonly Dictionary<(string Benchmark, string Id), ProblemRecord> _records = [];

    private EvaluationFolder(string folder) => _folder = folder;

    /// <summary>The records, by benchmark and problem.</summary>
    public IReadOnlyDictionary<(string Benchmark, string Id), ProblemRecord> Records => _records;

    /// <summary>Path of the report.</summary>
    public string ReportPath => Path.Combine(_folder, "report.json");

    private string SettingsPath => Path.Combine(_folder, "settings.json");

    /// <summary>The problems of a benchmark that have no record yet.</summary>
    /// <exception cref="PureException">A record is of another problem under the same name.</exception>
    public IReadOnlyList<Problem> Missing(Benchmark benchmark)
    {
        var missing = new List<Problem>();
        foreach (Problem problem in benchmark.Problems)
        {
            if (!_records.TryGetValue((benchmark.Name, problem.Id), out ProblemRecord? record)) missing.Add(problem);
            else if (!record.IsOf(problem.Answer!, ProblemRecord.MarkOf(problem)))
                throw new PureException($"'{_folder}' has a record of '{problem.Id}' of '{benchmark.Name}', but of a problem with another text or reference answer. Give another --out, or --overwrite to begin again.");
        }

        return missing;
    }

    private string RecordsPath => Path.Combine(_folder, "records.jsonl");

    /// <summary>Opens a folder for an evaluation, new or stopped before.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="settings">The evaluation's settings.</param>
    /// <param name="overwrite">Whether what is there is to be deleted.</param>
    /// <exception cref="PureException">The folder holds an evaluation with other settings, or something else.</exception>
    public static EvaluationFolder Open(string folder, EvaluationSettings settings, bool overwrite = false)
    {
        var opened = new EvaluationFolder(folder);
        string wanted = JsonSerializer.Serialize(settings, EvaluationJson.Document) + "\n";
        if (overwrite && Directory.Exists(folder))
        {
            foreach (string file in new[] { opened.SettingsPath, opened.RecordsPath, opened.ReportPath }) File.Delete(file);
        }

        if (File.Exists(opened.SettingsPath))
        {
            string present = File.ReadAllText(opened.SettingsPath);
            if (present != wanted)
                throw new PureException($"'{folder}' holds an evaluation with other settings ({Difference(present, wanted)}). Choose another --out, or --overwrite to begin again.");
            opened.ReadRecords(cutHalfLine: true);
            return opened;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new PureException($"'{folder}' is not empty and holds no evaluation. Choose another --out.");
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(opened.SettingsPath, wanted);
        return opened;
    }

    /// <summary>Opens a folder to read only.</summary>
    /// <exception cref="PureException">It holds no evaluation.</exception>
    public static EvaluationFolder Read(string folder)
    {
        var opened = new EvaluationFolder(folder);
        if (!File.Exists(opened.RecordsPath)) throw new PureException($"'{folder}' holds no records of an evaluation. Give the --out folder of 'pure evaluate'.");
        opened.ReadRecords(cutHalfLine: false);
        return opened;
    }

    /// <summary>The settings that the records were made with.</summary>
    public EvaluationSettings Settings() => JsonSerializer.Deserialize<EvaluationSettings>(File.ReadAllText(SettingsPath), EvaluationJson.Document)!;

    /// <summary>Adds records; they are on the disk when this returns.</summary>
    /// <exception cref="RunFailedException">The disk is full or cannot be written.</exception>
    public void Add(IEnumerable<ProblemRecord> records)
    {
        try
        {
            // Without a buffer: what a full disk refused must not be tried again when the file is closed.
            using var file = new FileStream(RecordsPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            foreach (ProblemRecord record in records)
            {
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, EvaluationJson.Line), (byte)'\n']);
                _records[(record.Benchmark, record.Id)] = record;
            }

            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(RecordsPath, e, "Whole records in it are kept.");
        }
    }

    /// <summary>Replaces all records, for verdicts that were made again.</summary>
    public void Replace(IReadOnlyList<ProblemRecord> records)
    {
        AtomicFile.Write(RecordsPath, file =>
        {
            foreach (ProblemRecord record in records)
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(record, EvaluationJson.Line));
                file.Write("\n"u8);
            }
        });
        foreach (ProblemRecord record in records) _records[(record.Benchmark, record.Id)] = record;
    }

    /// <summary>Replaces the settings, for verdicts that were made again under others.</summary>
    public void WriteSettings(EvaluationSettings settings) => AtomicFile.WriteText(SettingsPath, JsonSerializer.Serialize(settings, EvaluationJson.Document) + "\n");

    /// <summary>Writes the report beside the records.</summary>
    public void WriteReport(EvaluationReport report) => AtomicFile.WriteText(ReportPath, report.ToJson() + "\n");

    private void ReadRecords(bool cutHalfLine)
    {
        if (!File.Exists(RecordsPath)) return;
        byte[] text = File.ReadAllBytes(RecordsPath);
        int start = 0, number = 0;
        for (int end; (end = text.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += end + 1)
        {
            number++;
            try
            {
                ProblemRecord record = JsonSerializer.Deserialize<ProblemRecord>(text.AsSpan(start, end), EvaluationJson.Line)!;
                _records[(record.Benchmark, record.Id)] = record;
            }
            catch (JsonException e)
            {
                throw new PureException($"'{RecordsPath}', line {number}: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}. Remove the line; its problem is then evaluated again.", e);
            }
        }

        // A line without its end was being written when the program was killed.
        if (start == text.Length || !cutHalfLine) return;
        using var file = new FileStream(RecordsPath, FileMode.Open, FileAccess.Write);
        file.SetLength(start);
    }

    private static string Difference(string present, string wanted)
    {
        string[] before = present.Split('\n'), now = wanted.Split('\n');
        int line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(i => before[i] != now[i], -1);
        return line < 0 ? "another version" : $"{before[line].Trim().TrimEnd(',')}, now {now[line].Trim().TrimEnd(',')}";
    }
}
