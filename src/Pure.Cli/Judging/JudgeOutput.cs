using System.Globalization;
using System.Text.Json;
using Pure.Cli.Console;

namespace Pure.Cli.Judging;

/// <summary>Where the judgement of a reward model goes.</summary>
/// <param name="Console">The console.</param>
/// <param name="Json">Whether to print JSON instead of tables.</param>
/// <param name="Folder">Where files are written, if anywhere.</param>
/// <param name="Cancel">Asks to stop.</param>
internal sealed record JudgeOutput(Output Console, bool Json, string? Folder, CancellationToken Cancel)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Prints a result: as JSON, or as a table with remarks below it.</summary>
    public void Write(object json, string title, string[] columns, IReadOnlyList<IReadOnlyList<string>> rows, params string[] remarks)
    {
        if (Json)
        {
            Console.Line(JsonSerializer.Serialize(json, Indented));
            return;
        }

        Console.Table(title, columns, rows);
        foreach (string remark in remarks) Console.Line(remark);
    }

    /// <summary>A share in percent; "-" where it is not defined.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "-" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A share that JSON can hold.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
