using System.Globalization;
using System.Text;

namespace Pure.Evaluation.ProcessBench;

/// <summary>Asks a language model for the first wrong paragraph of a solution: the format of ProcessBench's critic, in our words.</summary>
public static class CriticPrompt
{
    /// <summary>The text of the question.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="steps">The solution; paragraph i is step i, counted from 0.</param>
    public static string Of(string problem, IReadOnlyList<string> steps)
    {
        var text = new StringBuilder();
        text.Append("Here are a math problem and a solution that is split into paragraphs, each between tags with its index, which starts at 0.\n\n[Problem]\n\n").Append(problem).Append("\n\n[Solution]\n\n");
        for (int j = 0; j < steps.Count; j++)
            text.Append(CultureInfo.InvariantCulture, $"<paragraph_{j}>\n{steps[j]}\n</paragraph_{j}>\n\n");
        text.Append("Check the solution paragraph by paragraph. When you find an error, give the index of the first paragraph in which there is one; when there is none, give -1. Put that index as your final answer in \\boxed{}.");
        return text.ToString();
    }
}
