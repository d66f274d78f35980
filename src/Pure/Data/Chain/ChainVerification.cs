// Verification of chain solutions as text, exactly labelled: for each step the line that would have been right there, a dot, and + or -,
// up to the first wrong step. So a verifier that is trained on it first works the step out and then compares, which is far easier to
// learn than to say at once whether a step is right.
//
//     a-4b+2?5        the problem
//     a-4=1           the solution
//     b+2=4
//     #4
//     .               here verification begins
//     a-4=1.+
//     b+2=3.-
//     ?-              is the solution right? No
using System.Globalization;
using System.Text;

namespace Pure.Data.Chain;

/// <summary>A verification chain of a solution.</summary>
/// <param name="Chain">One line a step, each ended by a newline.</param>
/// <param name="IsCorrect">Whether no step is wrong.</param>
public sealed record ChainVerification(string Chain, bool IsCorrect)
{
    /// <summary>What stands between solution and chain.</summary>
    public const string Opening = "\n.\n";

    /// <summary>What asks for the decision.</summary>
    public const string Question = "?";

    /// <summary>The decision of a right solution, and the end of a line whose step is right, after a dot.</summary>
    public const string Yes = "+";

    /// <summary>The same for wrong ones.</summary>
    public const string No = "-";

    /// <summary>The verification that an exact checker writes.</summary>
    public static ChainVerification Of(ChainSolution solution)
    {
        var state = new ChainState(solution.Problem);
        var chain = new StringBuilder();
        foreach (ChainStep step in solution.Steps)
        {
            chain.Append(Right(state, step.Kind, solution.Problem.Modulus)).Append('.').Append(step.Correct ? Yes : No).Append('\n');
            if (!step.Correct) return new ChainVerification(chain.ToString(), false);
            state.Read(step.Text);
        }

        return new ChainVerification(chain.ToString(), true);
    }

    /// <summary>The whole text to learn: chain, question and decision.</summary>
    public string Completion => Chain + Question + (IsCorrect ? Yes : No);

    /// <summary>What a verifier reads of a solution.</summary>
    public static string Prompt(ChainSolution solution) => solution.Problem.Prompt + solution.Text + Opening;

    /// <summary>The line that would be right where a step stands; nothing after the answer.</summary>
    private static string Right(ChainState state, ChainStepKind kind, int modulus)
    {
        if (state.Answered) return "";
        if (kind == ChainStepKind.Restatement) return string.Create(CultureInfo.InvariantCulture, $"s{state.Value}");
        return state.Done
            ? string.Create(CultureInfo.InvariantCulture, $"#{state.Value}")
            : string.Create(CultureInfo.InvariantCulture, $"{state.Due}={state.Due.Apply(state.Value, modulus)}");
    }
}
