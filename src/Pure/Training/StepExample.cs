using Pure.Data;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Training;

/// <summary>A labelled solution as the reward model reads it.</summary>
/// <param name="Ids">All ids.</param>
/// <param name="Positions">Positions that carry a label.</param>
/// <param name="Labels">1 for a right step, 0 for a wrong one; one a position.</param>
/// <param name="StepEnds">How many of the positions, the first ones, are step ends; the others are extra labels.</param>
public sealed record StepExample(int[] Ids, int[] Positions, int[] Labels, int StepEnds)
{
    /// <summary>Makes an example in exactly the layout that scoring uses.</summary>
    /// <param name="solution">Steps and labels.</param>
    /// <param name="tokenizer">Of the model; each step's text is encoded on its own.</param>
    /// <param name="reading">How the model reads steps.</param>
    /// <param name="extraLabelTokens">How many content tokens before each step end carry its label too.</param>
    public static StepExample Of(StepwiseSolution solution, Tokenizer tokenizer, StepReading reading, int extraLabelTokens)
    {
        int[][] steps = [.. solution.Steps.Select(text => tokenizer.Encode(text))];
        (int[] ids, int[] positions) = reading.Input(tokenizer.Encode(solution.Prompt), steps, solution.Finished);
        int labelled = solution.Labels.Length;
        var allPositions = positions.Take(labelled).ToList();
        var labels = solution.Labels.Select(l => l ? 1 : 0).ToList();
        for (int j = 0; j < labelled; j++)
        {
            for (int k = 1; k <= Math.Min(extraLabelTokens, steps[j].Length); k++)
            {
                allPositions.Add(positions[j] - k);
                labels.Add(labels[j]);
            }
        }

        return new StepExample(ids, [.. allPositions], [.. labels], labelled);
    }
}
