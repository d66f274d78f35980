// From responses with outcomes to what a loss is trained on: single responses, or pairs of a right and a wrong one of the same prompt, all
// of them as the published code makes them. What a prompt cannot give is left out and counted.
using Pure.Data;
using Pure.Models;
using Pure.Text;

namespace Pure.Training.Implicit;

/// <summary>Rows of outcome training.</summary>
/// <param name="Samples">All responses, as ids.</param>
/// <param name="Labels">Their outcomes.</param>
/// <param name="Rows">Each row is one response, or a right and a wrong one.</param>
/// <param name="LeftOut">Responses that are in no row.</param>
public sealed record OutcomeRows(IReadOnlyList<TokenSequence> Samples, IReadOnlyList<double> Labels, IReadOnlyList<int[]> Rows, int LeftOut)
{
    /// <summary>Singles: every response, or as many right as wrong ones of each prompt.</summary>
    public static OutcomeRows Singles(IReadOnlyList<OutcomeSample> samples, Func<OutcomeSample, TokenSequence> encode, bool balance)
    {
        IEnumerable<int> kept = Enumerable.Range(0, samples.Count);
        if (balance)
        {
            kept = Groups(samples).SelectMany(g =>
            {
                int[] right = [.. g.Where(i => samples[i].Label > 0.5)], wrong = [.. g.Where(i => samples[i].Label <= 0.5)];
                int count = Math.Min(right.Length, wrong.Length);
                return right.Take(count).Concat(wrong.Take(count));
            }).Order();
        }

        return Of(samples, encode, [.. kept.Select(i => new[] { i })]);
    }

    /// <summary>Pairs: every right response of a prompt with every wrong one.</summary>
    public static OutcomeRows Pairs(IReadOnlyList<OutcomeSample> samples, Func<OutcomeSample, TokenSequence> encode) => Of(samples, encode,
    [
        .. Groups(samples).SelectMany(g => g.Where(i => samples[i].Label > 0.5).SelectMany(right => g.Where(i => samples[i].Label <= 0.5).Select(wrong => new[] { right, wrong }))),
    ]);

    /// <summary>A response as the policy would have sampled it.</summary>
    public static TokenSequence Ids(OutcomeSample sample, Tokenizer tokenizer, PromptTemplate template)
    {
        int[] completion = tokenizer.Encode(sample.Completion);
        return TokenSequence.Of(template.Encode(sample.Prompt, tokenizer), sample.Finished ? [.. completion, tokenizer.EndOfSequence] : completion);
    }

    private static OutcomeRows Of(IReadOnlyList<OutcomeSample> samples, Func<OutcomeSample, TokenSequence> encode, int[][] rows)
    {
        if (rows.Length == 0) throw new PureException("No prompt has a right and a wrong response, so there is no pair to learn from. Sample several responses to each prompt, or use the loss 'ce'.");
        return new OutcomeRows([.. samples.Select(encode)], [.. samples.Select(s => s.Label)], rows, samples.Count - rows.SelectMany(r => r).Distinct().Count());
    }

    private static IEnumerable<int[]> Groups(IReadOnlyList<OutcomeSample> samples) =>
        Enumerable.Range(0, samples.Count).GroupBy(i => samples[i].PromptKey, StringComparer.Ordinal).Select(g => g.ToArray());
}
