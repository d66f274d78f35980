using Pure.Data.Formats;

namespace Pure.Data;

/// <summary>The formats that are known, by what their rows become. A new one is a file in <c>Formats</c> and an entry here; where a row fits several, the first is taken.</summary>
public static class RowFormats
{
    /// <summary>Prompts, with answers where they are known: for RL and evaluation.</summary>
    public static IReadOnlyList<RowFormat<ProblemRow>> Problems { get; } = [ProblemFormat.Format, VerlFormat.Format, ConversationFormat.Format];

    /// <summary>Responses to imitate.</summary>
    public static IReadOnlyList<RowFormat<Demonstration>> Demonstrations { get; } = [PromptCompletionFormat.Format, MessagesFormat.Format];

    /// <summary>Solutions with labelled steps.</summary>
    public static IReadOnlyList<RowFormat<StepwiseSolution>> Solutions { get; } = [StepwiseFormat.Format, Prm800kFormat.Format, MathShepherdFormat.Format];

    /// <summary>Responses that are right or wrong as a whole.</summary>
    public static IReadOnlyList<RowFormat<OutcomeSample>> Outcomes { get; } = [OutcomeFormat.Format];

    /// <summary>Pairs of a better and a worse response.</summary>
    public static IReadOnlyList<RowFormat<PreferencePair>> Preferences { get; } = [PreferenceFormat.Format];
}
