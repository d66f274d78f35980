// A decoder with a linear head that is read at a few tokens: what preference and uncertain reward models compute. The head has no bias
// (a constant would cancel in every pair) and is computed in fp32.
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rewards.Preference;

/// <summary>Reads a head of L labels.</summary>
public sealed class SequenceScorer : IDisposable
{
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;
    private readonly Decoder _decoder;

    /// <param name="config">Shape of a sequence classifier.</param>
    /// <param name="weights">Taken over.</param>
    public SequenceScorer(ModelConfig config, Weights weights)
    {
        _weights = weights;
        _rotary = new RotaryTable(config, config.MaxPositions, weights.Device);
        _decoder = new Decoder(config, _rotary);
    }

    /// <summary>Outputs of the head, without gradients.</summary>
    /// <returns>One array an input: the L outputs of its first position, of its second, and so on.</returns>
    public float[][] Score(IReadOnlyList<RewardModelInput> inputs, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(_decoder.Config, _weights);
        return ScoringPass.Run([.. inputs.Select(x => x.Ids.Length)], [.. inputs.Select(x => x.Positions.Length * _decoder.Config.Labels)], options,
            part => ProcessRewardModel.Logits(_decoder, joined, [.. part.Select(i => inputs[i])]).flatten());
    }

    /// <summary>Indices of the inputs that the model can read; the others are longer than its positions.</summary>
    public int[] Fitting(IReadOnlyList<RewardModelInput> inputs) =>
        [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i].Ids.Length <= _decoder.Config.MaxPositions)];

    /// <summary>Frees the weights until the next use.</summary>
    public void Release() => _weights.Release();

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }
}
