using System.Text.Json;
using Pure.Rewards.Labels;
using Pure.Runs;

namespace Pure.Training.Labels;

/// <summary>How far a labelling run has come. Written after each batch of problems, when its counts are on the disk.</summary>
/// <param name="Settings">Of the run.</param>
/// <param name="ProblemsDone">Problems whose counts are complete.</param>
/// <param name="Bytes">Length of the counts file then; what lies behind is of a batch that was not finished.</param>
/// <param name="Statistics">Of the problems done.</param>
public sealed record LabelProgress(LabelSettings Settings, int ProblemsDone, long Bytes, MonteCarloStatistics Statistics)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Where the progress of a counts file is kept.</summary>
    public static string PathOf(string counts) => counts + ".progress.json";

    /// <summary>Reads the progress of a counts file, or begins.</summary>
    /// <exception cref="PureException">The file belongs to a run with other settings, or there is no progress to a file that exists.</exception>
    public static LabelProgress Of(string counts, LabelSettings settings)
    {
        if (!File.Exists(PathOf(counts)))
        {
            if (File.Exists(counts)) throw new PureException($"'{counts}' exists, and nothing says how it was made ('{PathOf(counts)}' is missing). Give another --counts file, or leave out --policy to make labels of the counts as they are.");
            return new LabelProgress(settings, 0, 0, new MonteCarloStatistics());
        }

        LabelProgress found;
        try
        {
            found = JsonSerializer.Deserialize<LabelProgress>(File.ReadAllText(PathOf(counts)), Format)!;
        }
        catch (JsonException e)
        {
            throw new PureException($"'{PathOf(counts)}' is damaged ({e.Message.Split('\n')[0]}). Delete it and '{counts}' to begin again.", e);
        }

        return found.Settings == settings
            ? found
            : throw new PureException($"'{counts}' was made with other settings ({Difference(found.Settings, settings)}). Give another --counts file, or the same settings.");
    }

    /// <summary>Reads the progress of a counts file that is there.</summary>
    public static LabelProgress Read(string counts) => JsonSerializer.Deserialize<LabelProgress>(File.ReadAllText(PathOf(counts)), Format)!;

    /// <summary>Writes it in one piece.</summary>
    public void Save(string counts) => AtomicFile.WriteText(PathOf(counts), JsonSerializer.Serialize(this, Format));

    private static string Difference(LabelSettings then, LabelSettings now) =>
        string.Join("; ", Fields(then).Zip(Fields(now)).Where(x => x.First != x.Second).Select(x => $"then {x.First}, now {x.Second}"));

    private static string[] Fields(LabelSettings s) =>
        [$"policy {s.Policy}", $"problems {s.Problems}", $"template {s.PromptTemplate}", $"chat template kwargs {s.ChatTemplateKwargs}", $"separator {JsonSerializer.Serialize(s.StepSeparator)}", $"marker {s.AnswerMarker}", $"dtype {s.Dtype ?? "fp32"}", s.Sampling.ToString()];
}
