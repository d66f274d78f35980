// What a batch is, counted and not guessed: the first steps are cut into micro-batches as training will cut them.
using System.Globalization;
using Pure.Models;

namespace Pure.Training.Plans;

/// <summary>The micro-batches of a run's first steps.</summary>
/// <param name="PerStep">Micro-batches of a step, in the mean.</param>
/// <param name="Tokens">Tokens of a step, in the mean.</param>
/// <param name="Padding">Share of padding.</param>
/// <param name="LargestTokens">Tokens of the largest micro-batch, padding included.</param>
/// <param name="LargestTargets">Most target tokens (or labels) in one micro-batch.</param>
/// <param name="MostParts">Most micro-batches of a step.</param>
internal sealed record BatchArithmetic(double PerStep, double Tokens, double Padding, int LargestTokens, int LargestTargets, int MostParts)
{
    private const int Steps = 100;

    /// <summary>Cuts the first steps.</summary>
    /// <param name="sequences">Tokens and targets of each row.</param>
    /// <param name="batch">Rows of a step, from 0.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <param name="budget">Tokens of a micro-batch.</param>
    public static BatchArithmetic Of(IReadOnlyList<(int Tokens, int Targets)> sequences, Func<int, int[]> batch, int steps, int budget)
    {
        long parts = 0, tokens = 0, padded = 0;
        int largest = 0, targets = 0, most = 0, looked = Math.Min(steps, Steps);
        for (int step = 0; step < looked; step++)
        {
            int[] rows = batch(step);
            List<int[]> cut = MicroBatches.ByTokens([.. rows.Select(r => sequences[r].Tokens)], budget);
            most = Math.Max(most, cut.Count);
            foreach (int[] part in cut)
            {
                int width = part.Max(i => sequences[rows[i]].Tokens);
                parts++;
                tokens += part.Sum(i => (long)sequences[rows[i]].Tokens);
                padded += (long)width * part.Length;
                largest = Math.Max(largest, width * part.Length);
                targets = Math.Max(targets, part.Sum(i => sequences[rows[i]].Targets));
            }
        }

        return new BatchArithmetic((double)parts / looked, (double)tokens / looked, padded == 0 ? 0 : 1 - ((double)tokens / padded), largest, targets, most);
    }

    /// <summary>A sentence.</summary>
    public string Describe(int budget) => string.Create(CultureInfo.InvariantCulture,
        $"about {Words.Count((long)Tokens)} tokens in {PerStep:0.#} micro-batches of at most {Words.Count(budget)} padded tokens, {Padding:P0} of them padding; the gradient is that of the whole batch");
}
