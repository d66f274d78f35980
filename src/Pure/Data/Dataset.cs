// One way in for all data: file -> rows -> a format -> records, with every row accounted for. What is read is the same in every
// process: rows keep the order of the file, and what an update takes of them is a function of the seed and the step (BatchOrder).
using System.Security.Cryptography;
using System.Text.Json;
using Pure.Data.Files;

namespace Pure.Data;

/// <summary>Everything in a data file.</summary>
/// <param name="Rows">What the rows became, in the order of the file.</param>
/// <param name="Numbers">For each of them, the line or row of the file that it came from.</param>
/// <param name="Report">What was read and what was not.</param>
public sealed record Dataset<T>(IReadOnlyList<T> Rows, IReadOnlyList<int> Numbers, DatasetReport Report);

/// <summary>Reads data files.</summary>
public static class Dataset
{
    private const int NamedProblems = 5;

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">Formats that make a <typeparamref name="T"/>.</param>
    /// <param name="options">How rows are read.</param>
    /// <param name="check">What must hold besides, between rows as well: throws FormatException where it does not.</param>
    /// <exception cref="PureException">The file cannot be read, has more bad rows than allowed, or nothing that is used.</exception>
    public static Dataset<T> Read<T>(string path, IReadOnlyList<RowFormat<T>> formats, DataOptions options, Action<T>? check = null)
    {
        RowFormat<T>? format = options.Format == DataOptions.Auto ? null : Named(formats, options.Format, path);
        string unit = DataFile.UnitOf(path);
        var rows = new List<T>();
        var numbers = new List<int>();
        var bad = new List<BadRow>();
        var leftOut = new LeftOut();
        int count = 0;
        foreach (DataRow row in DataFile.Rows(path))
        {
            count++;
            try
            {
                if (row.Problem is not null) throw new FormatException(row.Problem);
                var fields = new RowFields(row.Value, options, row.Number, unit);
                format ??= Detect(formats, fields, row, path);
                T[] made = [.. format.Read(fields, leftOut)];
                foreach (T one in made) check?.Invoke(one);
                rows.AddRange(made);
                numbers.AddRange(Enumerable.Repeat(row.Number, made.Length));
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException or JsonException)
            {
                bad.Add(new BadRow(row.Number, DataFile.Short(e)));
            }

            if (bad.Count > options.MaxBadRows && (options.MaxBadRows > 0 || bad.Count >= NamedProblems)) break;
        }

        if (bad.Count > options.MaxBadRows) throw TooManyBad(path, unit, bad, options);
        var report = new DatasetReport(path, format?.Name ?? options.Format, count, rows.Count, bad, leftOut.Counts, Fingerprint(path));
        return rows.Count > 0 ? new Dataset<T>(rows, numbers, report) : throw Nothing(report);
    }

    /// <summary>Reads several files as one after the other.</summary>
    /// <returns>The rows together, and each file by itself.</returns>
    public static IReadOnlyList<Dataset<T>> ReadAll<T>(IEnumerable<string> paths, IReadOnlyList<RowFormat<T>> formats, DataOptions options, Action<T>? check = null) =>
        [.. paths.Select(path => Read(path, formats, options, check))];

    private static RowFormat<T> Named<T>(IReadOnlyList<RowFormat<T>> formats, string name, string path) =>
        formats.FirstOrDefault(f => f.Name == name)
        ?? throw new PureException($"The format '{name}' is not one that '{path}' can have here; known are {string.Join(", ", formats.Select(f => f.Name))}, and auto.");

    private static RowFormat<T> Detect<T>(IReadOnlyList<RowFormat<T>> formats, RowFields fields, DataRow row, string path)
    {
        if (formats.FirstOrDefault(f => f.Fits(fields)) is { } fitting) return fitting;

        // With one format there is nothing to guess: it says itself what is missing.
        if (formats.Count == 1) return formats[0];
        string has = string.Join(", ", row.Value.EnumerateObject().Select(p => p.Name).Take(12));
        string wanted = string.Join("; ", formats.Select(f => $"{f.Name}: {string.Join(", ", f.Columns)}"));
        throw new PureException($"'{path}', {DataFile.UnitOf(path)} {row.Number}: the columns ({has}) fit no known format ({wanted}). Rename them, or in a configuration say which columns hold what with 'columns', or name the format.");
    }

    private static PureException TooManyBad(string path, string unit, List<BadRow> bad, DataOptions options)
    {
        if (bad.Count == 1 && options.MaxBadRows == 0) return new PureException($"'{path}', {unit} {bad[0].Number}: {bad[0].Problem}. Correct or remove the {unit}, or set max_bad_rows to skip it.");
        string first = string.Concat(bad.Take(NamedProblems).Select(b => $"\n  {unit} {b.Number}: {b.Problem}"));
        return new PureException($"'{path}' has more than {options.MaxBadRows} bad rows (max_bad_rows), the first of them:{first}\nCorrect or remove them, or raise max_bad_rows to skip them.");
    }

    private static PureException Nothing(DatasetReport report) => report.RowsInFile == 0
        ? new PureException($"The file '{report.Path}' has no rows.")
        : new PureException($"The file '{report.Path}' has nothing that can be used. {report.Describe()}");

    /// <summary>SHA-256 of the file, by which a resumed run knows that it goes on with the same data.</summary>
    private static string Fingerprint(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
