// Reads hidden states of many sequences: log-probabilities and step rewards are this with another head. The plain version is ScoringPass
// over Decoder.Forward.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Runs a model over any number of sequences.</summary>
internal static class InferenceScoring
{
    /// <summary>Computes a number for each position of each sequence.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="rotary">Its rotations.</param>
    /// <param name="sequences">What is read.</param>
    /// <param name="options">How the work is cut.</param>
    /// <param name="head">Given hidden states (R, D) and the indices of the sequences they belong to, position by position: a number for each. Rows behind them mean nothing. Called on several threads.</param>
    /// <returns>One array a sequence.</returns>
    public static float[][] Run(PreparedWeights weights, RotaryTable rotary, IReadOnlyList<ScoredSequence> sequences, ScoringOptions options, Func<Tensor, int[], float[]> head)
    {
        float[][] result = new float[sequences.Count][];
        options.Lanes.ForEach(ScoringPart.Plan(sequences, options.TokenBudget), part =>
        {
            using IDisposable quiet = no_grad();
            using DisposeScope scope = NewDisposeScope();
            var segments = new List<KeyValueSegment>();
            try
            {
                int[] order = [.. part.Clusters.SelectMany(cluster => cluster)];
                Tensor hidden = InferencePasses.Of(weights, rotary, options.Lanes.ThreadsPerLane).Run(part.Spans(sequences, Segment));
                float[] flat = head(hidden, order);
                int at = 0;
                foreach (int i in order)
                {
                    result[i] = flat[at..(at + sequences[i].Positions.Count)];
                    at += sequences[i].Positions.Count;
                }
            }
            finally
            {
                foreach (KeyValueSegment segment in segments) segment.Dispose();
            }

            KeyValueSegment Segment(int tokens)
            {
                // All tokens go through each layer together, so one layer's keys and values are enough.
                var segment = new KeyValueSegment(weights.Config, tokens, weights.Source.Type == ScalarType.BFloat16 ? 2 : 4, layers: 1);
                segments.Add(segment);
                return segment;
            }
        });
        return result;
    }

    /// <summary>Log-probabilities of the targets of sequences.</summary>
    /// <param name="weights">Of a language model.</param>
    /// <param name="rotary">Its rotations.</param>
    /// <param name="sequences">Prompts and responses.</param>
    /// <param name="options">How the work is cut, and the temperature.</param>
    public static float[][] LogProbabilities(PreparedWeights weights, RotaryTable rotary, IReadOnlyList<TokenSequence> sequences, ScoringOptions options)
    {
        // The last token of the prompt predicts the first target, so it is read, and cannot be shared.
        ScoredSequence[] scored = [.. sequences.Select(s => new ScoredSequence(s.Ids, s.PromptLength - 1, [.. Enumerable.Range(s.PromptLength - 1, s.Targets)]))];
        return Run(weights, rotary, scored, options, (hidden, order) =>
            LogitRows.LogProbabilities(weights, hidden, [.. order.SelectMany(i => sequences[i].Ids.Skip(sequences[i].PromptLength))], options.Temperature, options.Lanes.ThreadsPerLane));
    }
}
