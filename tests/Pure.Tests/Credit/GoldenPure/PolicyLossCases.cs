using System.Text.Json;
using Pure.Config;
using Pure.Training;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>The clipped policy loss of both branches, with gradients.</summary>
internal static class PolicyLossCases
{
    public static void Check(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "clip_eps", "logp", "old_logp", "advantages", "mask", "expected_main", "expected_verl");
        var batch = new PolicyLossBatch(
            Golden.Rows(item.GetProperty("logp")), Golden.Rows(item.GetProperty("old_logp")),
            Golden.Rows(item.GetProperty("advantages")), Golden.Rows(item.GetProperty("mask")));
        var terms = new PolicyLossOptions { Beta = 0, Epsilon = item.GetProperty("clip_eps").GetDouble() };

        JsonElement main = item.GetProperty("expected_main"), verl = item.GetProperty("expected_verl");
        Golden.Knows(main, "loss", "avg_ratio", "avg_advantage", "grad_logp");
        PolicyLossValue bySequence = PolicyLossReference.Compute(batch, terms with { LossAggregation = LossAggregation.Sequence, MaxMeanRatio = 10 });
        Golden.Close("main.loss", main.GetProperty("loss").GetDouble(), bySequence.Loss);
        Golden.Close("main.avg_ratio", main.GetProperty("avg_ratio").GetDouble(), bySequence.MeanRatio);
        Golden.Close("main.avg_advantage", main.GetProperty("avg_advantage").GetDouble(), bySequence.MeanAdvantage);
        Golden.Close("main.grad_logp", Golden.Rows(main.GetProperty("grad_logp")), bySequence.Gradient);

        Golden.Knows(verl, "loss", "clipfrac", "ppo_kl", "grad_logp");
        PolicyLossValue byToken = PolicyLossReference.Compute(batch, terms);
        Assert.False(byToken.Skipped);
        Golden.Close("verl.loss", verl.GetProperty("loss").GetDouble(), byToken.Loss);
        Golden.Close("verl.clipfrac", verl.GetProperty("clipfrac").GetDouble(), byToken.ClipFraction);
        Golden.Close("verl.ppo_kl", verl.GetProperty("ppo_kl").GetDouble(), byToken.PpoKl);
        Golden.Close("verl.grad_logp", Golden.Rows(verl.GetProperty("grad_logp")), byToken.Gradient);
    }
}
