// Reads rollouts with step rewards from JSON Lines (docs/credit.md). The format asks for no more than credit needs, so that the
// exports of other frameworks can be turned into it with a line of jq.
using System.Text.Json;

namespace Pure.Credit;

/// <summary>Rollouts in a file.</summary>
public static class CreditFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A file of JSON Lines.</param>
    /// <param name="rewardMin">Smallest step reward that is allowed.</param>
    /// <param name="rewardMax">Largest step reward that is allowed.</param>
    /// <exception cref="PureException">Names file, line and field.</exception>
    public static IReadOnlyList<CreditRecord> Read(string path, double rewardMin = -1, double rewardMax = 1)
    {
        if (!File.Exists(path)) throw new PureException($"There is no file '{path}'. Give a file of JSON Lines with rollouts, or the folder of a run.");
        var records = new List<CreditRecord>();
        var samples = new Dictionary<string, int>(StringComparer.Ordinal);
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            try
            {
                using JsonDocument document = JsonDocument.Parse(JsonText.WithQuotedNonNumbers(text));
                CreditRecord record = new CreditRow(document.RootElement, rewardMin, rewardMax).Read(line);
                int sample = samples.GetValueOrDefault(record.Input.Group);
                samples[record.Input.Group] = sample + 1;
                records.Add(record with { Input = record.Input with { Sample = sample } });
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                throw new PureException($"'{path}', line {line}: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}. Correct or remove the line.", e);
            }
        }

        return records.Count > 0 ? records : throw new PureException($"'{path}' holds no rollouts: every line is blank.");
    }
}
