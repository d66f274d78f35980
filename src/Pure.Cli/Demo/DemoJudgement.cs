using System.Text.Json;
using Pure.Runs;

namespace Pure.Cli.Demo;

/// <summary>What a seed's reward model is worth, measured once and kept.</summary>
/// <param name="Solutions">Solutions of the ProcessBench-like set.</param>
/// <param name="ErrorAccuracy">Share of those with an error whose first wrong step was named; null without such.</param>
/// <param name="CorrectAccuracy">Share of those without one that were found right; null without such.</param>
/// <param name="F1">Their harmonic mean.</param>
/// <param name="Search">Accuracies of the start policy when the reward model chooses.</param>
internal sealed record DemoJudgement(int Solutions, double? ErrorAccuracy, double? CorrectAccuracy, double? F1, IReadOnlyList<DemoSearchPoint> Search)
{
    /// <summary>Reads what a seed has kept.</summary>
    public static DemoJudgement Read(DemoFolders folders) => JsonSerializer.Deserialize<DemoJudgement>(File.ReadAllText(folders.Judgement))!;

    /// <summary>Keeps it.</summary>
    public void Write(DemoFolders folders) => AtomicFile.WriteText(folders.Judgement, JsonSerializer.Serialize(this) + "\n");
}
