// pure credit: what each step and token of given rollouts is credited with, under one or several variants side by side.
using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Views;
using Pure.Credit;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure credit</c>.</summary>
internal static class CreditCommand
{
    private static readonly Argument<string> Input = new("rollouts") { Description = "JSON Lines of rollouts with step rewards, or a run folder or its rollouts.db." };
    private static readonly Option<string[]> Presets = new("--preset") { Description = $"Variants to show: {string.Join(", ", CreditPresets.Names)}. Default: pure.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Forms = new("--form") { Description = $"Credit assignments to show for each preset: {Values<CreditAssignment>()}.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = $"Overrides the presets' baseline: {Values<RewardBaseline>()}." };
    private static readonly Option<string?> Whiten = new("--whiten") { Description = $"Overrides how advantages are scaled: {Values<AdvantageWhitening>()}." };
    private static readonly Option<string?> Empty = new("--empty-steps") { Description = $"Overrides what empty steps count for: {Values<EmptySteps>()}." };
    private static readonly Option<double?> Temperature = new("--temperature") { Description = "Overrides the temperature of the soft minimum." };
    private static readonly Option<double?> Coefficient = new("--verifiable-reward-coef") { Description = "Overrides the coefficient of the verifiable reward." };
    private static readonly Option<double?> Kl = new("--kl-reward-coef") { Description = "Overrides the coefficient of the divergence inside the reward; 0 when the file has no log-probabilities." };
    private static readonly Option<int> Width = new("--padded-width") { Description = "Width that responses are padded to, for presets that depend on it." };
    private static readonly Option<double> RewardMin = new("--reward-min") { Description = "Smallest step reward of the reward model.", DefaultValueFactory = _ => -1 };
    private static readonly Option<double> RewardMax = new("--reward-max") { Description = "Largest step reward of the reward model.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Step = new("--step") { Description = "Training step of a run folder; its last one when not given." };
    private static readonly Option<bool> ByToken = new("--tokens") { Description = "One row a token instead of one a step." };
    private static readonly Option<bool> Json = new("--json") { Description = "JSON Lines instead of tables." };
    private static readonly Option<string?> Html = new("--html") { Description = "Also write one self-contained page to this file." };

    /// <summary>Builds the command.</summary>
    public static Command Create() => new Command("credit", "Show every step's and token's reward, return, baseline and advantage under one or several forms.")
    {
        Input, Presets, Forms, Baseline, Whiten, Empty, Temperature, Coefficient, Kl, Width, RewardMin, RewardMax, Step, ByToken, Json, Html,
    }.Does((parsed, output, _) => Run(parsed, output));

    private static void Run(ParseResult parsed, Output output)
    {
        string path = parsed.GetRequiredValue(Input);
        IReadOnlyList<CreditRecord> records = CreditSource.Read(path, parsed.GetValue(Step), parsed.GetValue(RewardMin), parsed.GetValue(RewardMax));
        IReadOnlyList<CreditVariant> variants = Variants(parsed, records);
        if (parsed.GetValue(Html) is { } page)
        {
            CreditPage.Write(page, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), records, variants);
            output.Notify($"Wrote {page}.");
        }

        if (parsed.GetValue(Json))
            CreditJson.Write(output, records, variants, parsed.GetValue(ByToken));
        else
            CreditTable.Write(output, records, variants, parsed.GetValue(ByToken));
    }

    private static List<CreditVariant> Variants(ParseResult parsed, IReadOnlyList<CreditRecord> records)
    {
        string[] presets = parsed.GetValue(Presets) is { Length: > 0 } chosen ? chosen : ["pure"];
        string[] forms = parsed.GetValue(Forms) ?? [];
        var variants = new List<CreditVariant>();
        foreach (string preset in presets.Distinct(StringComparer.Ordinal))
        {
            CreditOptions options = Overridden(CreditPresets.ByName(preset, parsed.GetValue(Width)), parsed);
            if (forms.Length == 0) variants.Add(CreditVariant.Of(preset, options, records));
            foreach (string form in forms.Distinct(StringComparer.Ordinal))
            {
                string name = presets.Length == 1 ? form : $"{preset} {form}";
                variants.Add(CreditVariant.Of(name, options with { CreditAssignment = OptionName.Parse<CreditAssignment>(form, "--form") }, records));
            }
        }

        return variants;
    }

    private static CreditOptions Overridden(CreditOptions options, ParseResult parsed) => options with
    {
        RewardMin = parsed.GetValue(RewardMin),
        RewardMax = parsed.GetValue(RewardMax),
        RewardBaseline = parsed.GetValue(Baseline) is { } baseline ? OptionName.Parse<RewardBaseline>(baseline, "--baseline") : options.RewardBaseline,
        WhitenAdvantages = parsed.GetValue(Whiten) is { } whiten ? OptionName.Parse<AdvantageWhitening>(whiten, "--whiten") : options.WhitenAdvantages,
        EmptySteps = parsed.GetValue(Empty) is { } empty ? OptionName.Parse<EmptySteps>(empty, "--empty-steps") : options.EmptySteps,
        CreditTemperature = parsed.GetValue(Temperature) ?? options.CreditTemperature,
        VerifiableRewardCoef = parsed.GetValue(Coefficient) ?? options.VerifiableRewardCoef,
        KlRewardCoef = parsed.GetValue(Kl) ?? options.KlRewardCoef,
        PaddedWidth = parsed.GetValue(Width) is > 0 and var width ? width : options.PaddedWidth,
    };

    private static string Values<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => OptionName.Snake(value)));
}
