using Pure.Data;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Training;

/// <summary>A labelled solution as the reward model reads it.</summary>
/// <param name="Ids">All ids.</param>
/// <param name="Positions">Positions that carry a label.</param>
/// <param name="Targets">What p(good) should be there: 1 for a right step, 0 for a wrong one, or a share between; one a position.</param>
/// <param name="StepEnds">How many of the positions, the first ones, are step ends; the others are extra labels.</param>
public sealed record StepExample(int[] Ids, int[] Positions, double[] Targets, int StepEnds)
{
    /// <summary>The targets as a choice: 1 from one half on.</summary>
    public int[] Labels { get; } = Array.ConvertAll(Targets, target => target >= 0.5 ? 1 : 0);

    /// <summary>Makes an example in exactly the layout that scoring uses.</summary>
    /// <param name="solution">Steps and labels.</param>
    /// <param name="tokenizer">Of the model; each step's text is encoded on its own.</param>
    /// <param name="reading">How the model reads steps.</param>
    /// <param name="extraLabelTokens">How many content tokens before each step end carry its label too.</param>
    /// <param name="template">Makes the prompt; the bare problem when left out.</param>
    public static StepExample Of(StepwiseSolution solution, Tokenizer tokenizer, StepReading reading, int extraLabelTokens, PromptTemplate? template = null)
    {
        int[][] steps = [.. solution.Steps.Select(text => tokenizer.Encode(text))];
        int[] prompt = (template ?? PromptTemplate.Bare).Encode([new ChatMessage("user", solution.Prompt)], tokenizer);
        (int[] ids, int[] positions) = reading.Input(prompt, steps, solution.Finished);
        int labelled = solution.Labels.Length;
        var allPositions = positions.Take(labelled).ToList();
        List<double> targets = solution.SoftLabels is { } soft ? [.. soft] : [.. solution.Labels.Select(l => l ? 1.0 : 0.0)];
        for (int j = 0; j < labelled; j++)
        {
            for (int k = 1; k <= Math.Min(extraLabelTokens, steps[j].Length); k++)
            {
                allPositions.Add(positions[j] - k);
                targets.Add(targets[j]);
            }
        }

        // The value of the bare prompt is read at its last token: there the model knows the problem and nothing else.
        if (solution.RootLabel is { } root && prompt.Length > 0)
        {
            allPositions.Add(prompt.Length - 1);
            targets.Add(root);
        }

        return new StepExample(ids, [.. allPositions], [.. targets], labelled);
    }
}
