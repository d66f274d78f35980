// Golden cases of the original public implementations. Every case of every file is read, from the test's own folder and, when the
// environment variable PURE_GOLDEN is set, from its sub-folder instead. A file without a check fails.
using System.Text.Json;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Finds the files and checks of the folder <c>pure</c>.</summary>
internal static class GoldenFiles
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement>> Checks = new Dictionary<string, Action<JsonElement, JsonElement>>(StringComparer.Ordinal)
    {
        ["main_pipeline.json"] = MainPipeline.Check,
        ["verl_pipeline.json"] = VerlPipeline.Check,
        ["minform_transform.json"] = SmallCases.Transform,
        ["kl_estimators.json"] = SmallCases.Divergences,
        ["ppo_policy_loss.json"] = PolicyLossCases.Check,
        ["verl_estimators.json"] = EstimatorCases.Check,
        ["verl_later.json"] = EstimatorCases.CheckLater,
        ["repetition_reflection.json"] = SmallCases.Repetition,
        ["main_vr_scorer.json"] = SmallCases.Scorer,
    };

    public static string Folder => Environment.GetEnvironmentVariable("PURE_GOLDEN") is { Length: > 0 } elsewhere
        ? Path.Combine(elsewhere, "pure")
        : Path.Combine(AppContext.BaseDirectory, "Golden", "pure");

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file))).RootElement;
}
