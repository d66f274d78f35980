// How a verifier is asked, how its chain is read, and how its decision is forced. Training data and scoring use the same format, to the
// letter: in the published code the labels are "Yes" in training and "yes" in scoring, which are different tokens, and the closing tag
// that stands before the decision in training is missing in scoring.
using Pure.Data.Chain;

namespace Pure.Rewards.Generative;

/// <summary>The texts of a generative verifier.</summary>
public sealed record VerificationFormat
{
    /// <summary>What is asked: <c>{problem}</c> and <c>{solution}</c> stand for the texts. Ends where the model begins to write.</summary>
    public required string Prompt { get; init; }

    /// <summary>How a step stands in the solution: <c>{k}</c> its number, from 1, and <c>{step}</c> its text.</summary>
    public required string Step { get; init; }

    /// <summary>Stands between chain and question.</summary>
    public required string Close { get; init; }

    /// <summary>Asks for the decision; the label follows directly.</summary>
    public required string Question { get; init; }

    /// <summary>The label that means right.</summary>
    public required string Yes { get; init; }

    /// <summary>The label that means wrong.</summary>
    public required string No { get; init; }

    /// <summary>Texts at which a chain ends; <c>{next}</c> stands for the number of the first step that does not exist.</summary>
    public required IReadOnlyList<string> Stops { get; init; }

    /// <summary>What is written between rounds of thinking, in this order (budget forcing).</summary>
    public IReadOnlyList<string> Rounds { get; init; } = [];

    /// <summary>Reads the verdicts out of a chain.</summary>
    public required Func<string, IReadOnlyList<bool>> Read { get; init; }

    /// <summary>ThinkPRM (arXiv 2504.16828). The prompt is in Pure's words; for a published checkpoint give the one it was trained with.</summary>
    public static VerificationFormat ThinkPrm { get; } = new()
    {
        Prompt = "Below are a math problem and a proposed solution, one step a line.\n\n[Math Problem]\n\n{problem}\n\n[Solution]\n\n{solution}\n\n"
            + "Review the steps one after the other. Say what is right or wrong in a step, and end its review with \\boxed{correct} or \\boxed{incorrect}. "
            + "Stop after the first incorrect step. If the solution is incomplete, review only the steps that are there.\n\n<think>\nLet's verify step by step:",
        Step = "Step {k}: {step}",
        Close = "\n</think>",
        Question = "\nIs the solution correct? ",
        Yes = "Yes",
        No = "No",
        Stops = ["</think>", "Is the solution correct?", "Step {next}:"],
        Rounds = ["\nWait, let me check that again.\n", "\nLet's verify once more, step by step.\n", "\nIs there anything I have missed?\n"],
        Read = chain => StepDecisions.Read(chain),
    };

    /// <summary>The embedded task: see <see cref="ChainVerification"/>.</summary>
    public static VerificationFormat Chain { get; } = new()
    {
        Prompt = "{problem}{solution}" + ChainVerification.Opening,
        Step = "{step}",
        Close = "",
        Question = ChainVerification.Question,
        Yes = ChainVerification.Yes,
        No = ChainVerification.No,
        Stops = [ChainVerification.Question],
        Read = ReadLines,
    };

    /// <summary>The solution as it stands in the prompt.</summary>
    public string Solution(IReadOnlyList<string> steps) => string.Join('\n', steps.Select((step, j) =>
        Step.Replace("{k}", (j + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{step}", step, StringComparison.Ordinal)));

    /// <summary>The whole question as a text.</summary>
    public string PromptText(string problem, IReadOnlyList<string> steps) =>
        Prompt.Replace("{solution}", Solution(steps), StringComparison.Ordinal).Replace("{problem}", problem, StringComparison.Ordinal);

    private static IReadOnlyList<bool> ReadLines(string chain)
    {
        const string right = "." + ChainVerification.Yes, wrong = "." + ChainVerification.No;
        return [.. chain.Split('\n').Where(line => line.EndsWith(right, StringComparison.Ordinal) || line.EndsWith(wrong, StringComparison.Ordinal)).Select(line => line.EndsWith(right, StringComparison.Ordinal))];
    }
}
