// What counts as an answer, and as equal, where people disagree. rl-strict pays for nothing that is not certain, because what is paid
// for is learnt; eval-lenient reads the outputs of any model; the compat profiles reproduce published numbers and nothing else.
namespace Pure.Answers;

/// <summary>A named policy of extraction and comparison.</summary>
public sealed record AnswerProfile
{
    private static readonly AnswerProfile[] All =
    [
        new() { Name = "rl-strict" },
        new()
        {
            Name = "eval-lenient", BoxOnly = false, Rounding = true, ColumnAsTuple = true, AssumePositive = true,
        },
        new() { Name = "compat-qwen", BoxOnly = false, Compatibility = AnswerCompatibility.Qwen },
        new() { Name = "compat-hendrycks", Compatibility = AnswerCompatibility.Hendrycks },
    ];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Only a box is an answer; without one there is none.</summary>
    public bool BoxOnly { get; init; } = true;

    /// <summary>A decimal of three digits or more may stand for a value that rounds to it, and a decimal within 1e-6 (relative) for an exact irrational or periodic one.</summary>
    public bool Rounding { get; init; }

    /// <summary>Finite sums, products, greatest common divisors and the like in a prediction are worked out instead of being unfinished.</summary>
    public bool EvaluateFinite { get; init; }

    /// <summary>Names of quantities may be taken to be positive when the answers agree there, have two names or more, and no absolute value.</summary>
    public bool AssumePositive { get; init; }

    /// <summary>A column vector may be written as a tuple.</summary>
    public bool ColumnAsTuple { get; init; }

    /// <summary>The published grader that is reproduced instead, if any.</summary>
    public AnswerCompatibility Compatibility { get; init; }

    /// <summary>For rewards: a box only, exact, nothing unfinished.</summary>
    public static AnswerProfile RlStrict => All[0];

    /// <summary>For evaluation of any model: anchors, rounding, positive quantities.</summary>
    public static AnswerProfile EvalLenient => All[1];

    /// <summary>The rules of Qwen2.5-Math's evaluation, factor 100 and all.</summary>
    public static AnswerProfile CompatQwen => All[2];

    /// <summary>The training reward of PURE's branch main.</summary>
    public static AnswerProfile CompatHendrycks => All[3];

    /// <summary>The names that <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(profile => profile.Name)];

    /// <summary>The profile of that name.</summary>
    /// <exception cref="PureException">There is none.</exception>
    public static AnswerProfile ByName(string name) =>
        Array.Find(All, profile => profile.Name == name)
        ?? throw new PureException($"There is no answer profile '{name}'. Use one of: {string.Join(", ", Names)}.");
}
