using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using Pure.Training;
using static TorchSharp.torch;

namespace Pure.Cli.Bench;

/// <summary>Measures one training step and its parts.</summary>
internal sealed class TrainingBench(BenchModel model, Lanes lanes)
{
    /// <summary>Forward, forward and backward, optimizer, and the whole step with norm and clip.</summary>
    public List<BenchRow> Measure()
    {
        BenchPlan plan = model.Plan;
        TokenSequence[] sequences = model.Sequences();
        int tokens = sequences.Sum(s => s.Ids.Length), targets = sequences.Sum(s => s.Targets);
        var options = new ScoringOptions(lanes, plan.Compute.TokensPerMicroBatch);
        using var update = new WeightUpdate(model.Weights, _ => true, new OptimizerOptions { LearningRate = 1e-6 }, plan.Compute.MasterWeights);
        List<int[]> parts = MicroBatches.ByTokens([.. sequences.Select(s => s.Ids.Length)], options.TokenBudget);

        double forward = plan.Clock.Best(() => lanes.ForEach(parts, part =>
        {
            using var scope = NewDisposeScope();
            using Weights leaves = model.Weights.Leaves(_ => true);
            Loss(leaves, [.. part.Select(i => sequences[i])]);
        }), plan.Seconds);
        double both = plan.Clock.Best(() =>
        {
            using Gradients gradients = Gradients.Of(model.Weights, _ => true, lanes, parts, (leaves, part) => Loss(leaves, [.. part.Select(i => sequences[i])]));
        }, plan.Seconds);
        double optimizer;
        using (Gradients gradients = Gradients.Of(model.Weights, _ => true, lanes, parts, (leaves, part) => Loss(leaves, [.. part.Select(i => sequences[i])])))
        {
            // AdamW is one operator on the calling thread; more threads than one lane's never take part.
            optimizer = plan.Clock.Best(() => update.Optimizer.Step(gradients.All, 1e-7), plan.Seconds / 4, lanes.ThreadsPerLane);
        }

        double step = plan.Clock.Best(() => Imitation.Step(model.Decoder, update, sequences, options, 1e-6), plan.Seconds);

        double seen = sequences.Length * ModelCost.Seen(0, sequences[0].Ids.Length), flops = ModelCost.Forward(plan.Model, tokens, seen, targets);
        double weights = model.Weights.Parameters;
        return
        [
            new("training", $"forward, {tokens} tokens", forward, tokens, "tokens", flops),
            new("training", "forward and backward", both, tokens, "tokens", 3 * flops),
            new("training", "AdamW", optimizer, weights / 1e6, "M weights", 0, 28 * weights),
            new("training", "whole step", step, tokens, "tokens", 3 * flops),
            new("training", "whole step by 6·N·tokens", step, tokens, "tokens", 6 * weights * tokens),
        ];
    }

    private Tensor Loss(Weights leaves, TokenSequence[] part) =>
        TokenLogProbabilities.Of(model.Decoder, model.Decoder.Join(leaves), part, 1).sum().Times(-1e-3);
}
