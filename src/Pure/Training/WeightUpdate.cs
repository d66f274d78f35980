// One optimizer update, the same for imitation, reward models and the policy: gradients over all micro-batches, check, clip,
// AdamW at the scheduled learning rate. Nothing is applied when a number is not finite.
using Pure.Config;
using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>Updates the trained part of some weights.</summary>
public sealed class WeightUpdate : IDisposable
{
    private readonly Weights _weights;
    private readonly Func<string, bool> _trains;
    private readonly OptimizerOptions _options;

    /// <param name="weights">Updated in place.</param>
    /// <param name="trains">Which names are trained; the others stay as they are.</param>
    /// <param name="options">AdamW and its schedule.</param>
    /// <param name="masters">Whether weights in bf16 have masters in fp32.</param>
    public WeightUpdate(Weights weights, Func<string, bool> trains, OptimizerOptions options, bool masters = true)
    {
        weights.Keep();
        _weights = weights;
        _trains = trains;
        _options = options;
        Optimizer = new AdamW(
            weights.All.Where(w => trains(w.Key)).ToDictionary(StringComparer.Ordinal),
            new AdamWOptions(options.AdamBeta1, options.AdamBeta2, options.AdamEpsilon, options.WeightDecay),
            masters);
    }

    /// <summary>The moments.</summary>
    public AdamW Optimizer { get; }

    /// <summary>Computes gradients and applies them.</summary>
    /// <param name="lanes">Where micro-batches run.</param>
    /// <param name="microBatches">The parts of the batch.</param>
    /// <param name="loss">The loss of one part, already divided by the whole batch's count.</param>
    /// <param name="learningRate">Of this update.</param>
    /// <param name="accept">Asked when the gradients are known, before they are applied; the update is skipped when it says no.</param>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; the weights are as before.</exception>
    public UpdateStatistics Apply<T>(Lanes lanes, IReadOnlyList<T> microBatches, Func<Weights, T, Tensor> loss, double learningRate, Func<bool>? accept = null)
    {
        using Gradients gradients = Gradients.Of(_weights, _trains, lanes, microBatches, loss);
        (double norm, string? notFinite) = gradients.Norm();
        if (!double.IsFinite(gradients.Loss)) throw new NonFiniteException($"the loss is {gradients.Loss}");
        if (notFinite is not null) throw new NonFiniteException($"the gradient of '{notFinite}' is not finite (the loss is {gradients.Loss})");
        if (accept?.Invoke() == false) return new UpdateStatistics(gradients.Loss, norm, learningRate, Skipped: true);
        gradients.Clip(norm, _options.MaxGradNorm);
        Optimizer.Step(gradients.All, learningRate);
        return new UpdateStatistics(gradients.Loss, norm, learningRate);
    }

    public void Dispose() => Optimizer.Dispose();
}
