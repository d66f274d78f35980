// Log-probabilities of given tokens under a policy: log softmax(logits / temperature) at the token. Only target positions go
// through the head, and logits are never there in fp32 for a whole batch (ChosenLogProbabilities).
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Log-probabilities of target tokens.</summary>
public static class TokenLogProbabilities
{
    /// <summary>Differentiable log-probabilities of the targets of one micro-batch.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">B sequences with N targets in all.</param>
    /// <param name="temperature">Sampling temperature the log-probabilities are meant for.</param>
    /// <returns>(N), in the order of the sequences.</returns>
    public static Tensor Of(Decoder decoder, DecoderWeights weights, IReadOnlyList<TokenSequence> batch, double temperature) =>
        Both(decoder, weights, batch, temperature).select(0, 0);

    /// <summary>The same with the entropy of the distribution that each target was drawn from, in nats: H = logsumexp(z) - sum(softmax(z) z).</summary>
    /// <returns>Two tensors (N).</returns>
    public static (Tensor LogProbabilities, Tensor Entropies) WithEntropies(Decoder decoder, DecoderWeights weights, IReadOnlyList<TokenSequence> batch, double temperature)
    {
        Tensor both = Both(decoder, weights, batch, temperature);
        return (both.select(0, 0), both.select(0, 1));
    }

    private static Tensor Both(Decoder decoder, DecoderWeights weights, IReadOnlyList<TokenSequence> batch, double temperature)
    {
        Tensor hidden = decoder.Forward(weights, PaddedBatch.Tokens([.. batch.Select(s => s.Ids)]));             // (B, T, D)
        Tensor predicting = PaddedBatch.Pick(hidden, PaddedBatch.PredictingPositions(batch));                   // (N, D)
        long[] targets = [.. batch.SelectMany(s => s.Ids.Skip(s.PromptLength).Select(id => (long)id))];
        return ChosenLogProbabilities.Of(predicting, weights.Output, targets, temperature).OnHost();
    }

    /// <summary>Log-probabilities without gradients, over all lanes.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="sequences">Any number of sequences.</param>
    /// <param name="options">Lanes, token budget of a micro-batch, and temperature.</param>
    /// <returns>One array a sequence, one number a target token.</returns>
    public static float[][] Score(Decoder decoder, Weights weights, IReadOnlyList<TokenSequence> sequences, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(decoder.Config, weights);
        if (Inference.PreparedWeights.Supports(joined)) return Inference.InferenceScoring.LogProbabilities(Inference.PreparedWeights.Of(decoder.Config, joined), decoder.Rotary, sequences, options);
        return ScoringPass.Run([.. sequences.Select(s => s.Ids.Length)], [.. sequences.Select(s => s.Targets)], options,
            part => Of(decoder, joined, [.. part.Select(i => sequences[i])], options.Temperature));
    }
}
