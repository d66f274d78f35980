using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;

namespace Pure.Cli.Bench;

/// <summary>Measures sampling: prompts through the model, and tokens decoded one by one.</summary>
internal sealed class SamplingBench(BenchModel model, Lanes lanes, MachineBench machine)
{
    /// <summary>An id that no model emits, so that every response reaches its full length.</summary>
    private const int NeverEnds = -1;

    /// <summary>Decoding by batch, and prompts alone at the largest.</summary>
    public IEnumerable<BenchRow> Measure(Action<string> tell)
    {
        foreach (int batch in model.Plan.Batches.Distinct().Order())
        {
            tell($"sampling, batch {batch}");
            foreach (BenchRow row in Batch(batch)) yield return row;
        }
    }

    private List<BenchRow> Batch(int batch)
    {
        BenchPlan plan = model.Plan;
        Prompt[] prompts = model.Prompts(batch);
        var generator = new LocalGenerator(model.Decoder, lanes, NeverEnds, Math.Max(1, (batch + lanes.Count - 1) / lanes.Count));
        var request = new GenerationRequest(prompts, 1, 1);
        double[] times = plan.Clock.Turns(
            plan.Seconds,
            null,
            () => generator.Generate(model.Weights, request, new SamplingOptions(1)),
            () => generator.Generate(model.Weights, request, new SamplingOptions(plan.NewTokens)));

        // What both have in common, the prompts and the first token, is not decoding.
        double tokens = (double)batch * (plan.NewTokens - 1), seconds = Math.Max(1e-9, times[1] - times[0]);
        double seen = batch * ModelCost.Seen(plan.PromptTokens, plan.PromptTokens + plan.NewTokens - 1);
        double bytes = ModelCost.StepBytes(plan.Model, plan.Type == Config.ComputeType.Bf16 ? 2 : 4, seen / (plan.NewTokens - 1)) * (plan.NewTokens - 1);
        var rows = new List<BenchRow>
        {
            new("sampling", $"decode, batch {batch}", seconds, tokens, "tokens", ModelCost.Forward(plan.Model, tokens, seen, tokens), bytes) { GemmAtSize = machine.AtSize(batch, batch) },
        };
        if (batch == plan.Batches.Max())
        {
            double read = (double)batch * plan.PromptTokens;
            rows.Add(new("sampling", $"prompts, {batch} × {plan.PromptTokens}", times[0], read, "tokens", ModelCost.Forward(plan.Model, read, batch * ModelCost.Seen(0, plan.PromptTokens), batch)));
        }

        return rows;
    }
}
