// What a phase of implicit reward training draws batches from, for each loss: single responses, pairs, or solutions with labelled steps.
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards.Implicit;
using Pure.Text;

namespace Pure.Training.Implicit;

/// <summary>Rows of one phase.</summary>
/// <param name="Sequences">All sequences.</param>
/// <param name="Rows">Indices of the sequences of each row.</param>
/// <param name="Labels">Outcome of each sequence; unused for steps.</param>
/// <param name="Steps">For step labels: token range and label of each labelled step of a sequence.</param>
/// <param name="LeftOut">Responses that are in no row.</param>
public sealed record ImplicitRows(
    IReadOnlyList<TokenSequence> Sequences, IReadOnlyList<int[]> Rows, IReadOnlyList<double> Labels, IReadOnlyList<(int From, int To, double Label)[]> Steps, int LeftOut)
{
    /// <summary>Rows of outcomes.</summary>
    public static ImplicitRows Of(IReadOnlyList<OutcomeSample> samples, ImplicitPhase phase, Func<OutcomeSample, TokenSequence> encode)
    {
        bool pairs = phase.Loss is ImplicitLoss.Dpo or ImplicitLoss.Nca or ImplicitLoss.KtoPairs;
        OutcomeRows rows = pairs ? OutcomeRows.Pairs(samples, encode) : OutcomeRows.Singles(samples, encode, phase.Balance);
        return new ImplicitRows(rows.Samples, rows.Rows, rows.Labels, [], rows.LeftOut);
    }

    /// <summary>Rows of solutions with labelled steps. Each step is encoded with its separator; the last one of a finished solution with the end-of-sequence token.</summary>
    public static ImplicitRows Of(IReadOnlyList<StepwiseSolution> solutions, string separator, Tokenizer tokenizer, PromptTemplate template)
    {
        var sequences = new List<TokenSequence>();
        var steps = new List<(int, int, double)[]>();
        foreach (StepwiseSolution solution in solutions.Where(s => s.Labels.Length > 0))
        {
            var response = new List<int>();
            var ranges = new List<(int, int, double)>();
            for (int j = 0; j < solution.Steps.Length; j++)
            {
                int from = response.Count;
                bool last = solution.Finished && j == solution.Steps.Length - 1;
                response.AddRange(tokenizer.Encode(last ? solution.Steps[j] : solution.Steps[j] + separator));
                if (last) response.Add(tokenizer.EndOfSequence);
                if (j < solution.Labels.Length) ranges.Add((from, response.Count, solution.Labels[j] ? 1 : 0));
            }

            sequences.Add(TokenSequence.Of(template.Encode([new ChatMessage("user", solution.Prompt)], tokenizer), [.. response]));
            steps.Add([.. ranges]);
        }

        return new ImplicitRows(sequences, [.. sequences.Select((_, i) => new[] { i })], [], steps, solutions.Count - sequences.Count);
    }

    /// <summary>The loss of a batch of rows.</summary>
    /// <param name="chosen">Indices of its sequences: of pairs the right ones first, then the wrong ones.</param>
    /// <param name="batch">Those sequences with the reference.</param>
    /// <param name="phase">Which loss.</param>
    /// <param name="beta">Temperature.</param>
    /// <param name="rho">Log-ratios of any sequences before the update, for losses that compare responses.</param>
    public Func<int[], float[][], TokenSlopes> Loss(int[] chosen, LogRatioBatch batch, ImplicitLoss phase, double beta, Func<IReadOnlyList<TokenSequence>, double[]> rho)
    {
        switch (phase)
        {
            case ImplicitLoss.Ce:
                return batch.Each((part, ratios) => OutcomeLosses.CrossEntropy(ratios, [.. part.Select(i => Labels[chosen[i]])], beta));
            case ImplicitLoss.Steps:
                return StepLoss(chosen, batch, beta);
            case ImplicitLoss.Kto:
                double[] mismatched = rho(Mismatched(batch.Sequences));
                return batch.Each((part, ratios) => OutcomeLosses.KtoSingles(ratios, [.. part.Select(i => Labels[chosen[i]] > 0.5)], mismatched, beta, (1, 1)).Value);
            default:
                double[] all = rho(batch.Sequences);
                double[] right = all[..(all.Length / 2)], wrong = all[(all.Length / 2)..];
                return batch.All(phase switch
                {
                    ImplicitLoss.Nca => OutcomeLosses.Nca(right, wrong, beta),
                    ImplicitLoss.KtoPairs => OutcomeLosses.KtoPairs(right, wrong, beta),
                    _ => OutcomeLosses.Dpo(right, wrong, beta),
                });
        }
    }

    private Func<int[], float[][], TokenSlopes> StepLoss(int[] chosen, LogRatioBatch batch, double beta)
    {
        int labelled = chosen.Sum(i => Steps[i].Length);
        return (part, logs) =>
        {
            double total = 0;
            double[][] slopes = new double[part.Length][];
            for (int k = 0; k < part.Length; k++)
            {
                slopes[k] = new double[logs[k].Length];
                foreach ((int from, int to, double label) in Steps[chosen[part[k]]])
                {
                    double ratio = 0;
                    for (int t = from; t < to; t++) ratio += (double)logs[k][t] - batch.Reference[part[k]][t];
                    OutcomeLoss value = OutcomeLosses.StepLabels([ratio], [label], beta);
                    total += value.Loss / labelled;
                    Array.Fill(slopes[k], value.Gradient[0] / labelled, from, to - from);
                }
            }

            return new TokenSlopes(total, slopes);
        };
    }

    /// <summary>Every prompt with the response of the next sequence of the batch.</summary>
    private static TokenSequence[] Mismatched(IReadOnlyList<TokenSequence> sequences) =>
    [
        .. sequences.Select((s, i) =>
        {
            TokenSequence next = sequences[(i + 1) % sequences.Count];
            return TokenSequence.Of(s.Ids.AsSpan(0, s.PromptLength), next.Ids.AsSpan(next.PromptLength));
        }),
    ];
}
