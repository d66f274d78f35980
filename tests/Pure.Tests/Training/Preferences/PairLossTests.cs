using CsCheck;
using Pure.Data;
using Pure.Rewards.Uncertain;
using Pure.Tensors;
using Pure.Training.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Training.Preferences;

/// <summary>The tensor losses against the plain fp64 ones, values and gradients.</summary>
public sealed class PairLossTests
{
    [Fact]
    public void Purm_agrees_with_the_reference() => Gen.Select(Gen.Double[-5, 5].Array[2], Gen.Double[-15, 15].Array[2], Gen.Enum<PurmLossForm>()).Sample((means, raws, form) =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = tensor(new[] { (float)means[0], (float)raws[0] }).reshape(1, 2).requires_grad_(), rejected = tensor(new[] { (float)means[1], (float)raws[1] }).reshape(1, 2).requires_grad_();
        Tensor loss = PairLoss.Purm(chosen, rejected, form, penalty: 0);
        loss.backward();

        RewardDistribution c = RewardDistribution.OfHead((float)means[0], (float)raws[0]), r = RewardDistribution.OfHead((float)means[1], (float)raws[1]), z = c.Minus(r);
        (double byMean, double byDeviation) = PurmLoss.Gradient(z, form, PurmLoss.Integral);
        Close(PurmLoss.Of(z, form, PurmLoss.Integral), loss.Value());
        float[] ofChosen = chosen.grad!.data<float>().ToArray(), ofRejected = rejected.grad!.data<float>().ToArray();
        Close(byMean, ofChosen[0]);
        Close(-byMean, ofRejected[0]);
        Close(PurmLoss.ByRaw(c, z, byDeviation), ofChosen[1]);
        Close(PurmLoss.ByRaw(r, z, byDeviation), ofRejected[1]);
    }, iter: 60);

    [Fact]
    public void The_penalty_holds_deviations_that_are_out_of_range()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = tensor(new[] { 0f, 50f }).reshape(1, 2).requires_grad_(), rejected = tensor(new[] { 0f, 0f }).reshape(1, 2);
        PairLoss.Purm(chosen, rejected, PurmLossForm.Paper, penalty: 1e-4).backward();
        Assert.Equal(2 * 1e-4 * 50, chosen.grad!.data<float>().ToArray()[1], 1e-6);
    }

    [Fact]
    public void Bradley_Terry_is_the_logistic_loss_and_centering_pulls_the_sum_to_zero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = tensor(new[] { 2f, -1f }).requires_grad_(), rejected = tensor(new[] { 1f, 1f });
        Assert.Equal(Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(2)), PairLoss.BradleyTerry(chosen, rejected, 0).Value(), 1e-6);
        Assert.Equal(Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(2)) + (0.1 * 9), PairLoss.BradleyTerry(chosen, rejected, 0.1).Value(), 1e-5);
    }

    /// <summary>The finding of the reference: where labels are random, the paper's form ends with the larger deviation and the released form with the smaller one.</summary>
    [Fact]
    public void The_papers_form_is_uncertain_where_labels_are_random_and_the_released_form_is_not()
    {
        (double clean, double noisy) paper = Deviations(PurmLossForm.Paper), released = Deviations(PurmLossForm.Released);
        Assert.True(paper.noisy > 1.5 * paper.clean, $"paper: {paper}");
        Assert.True(released.noisy < released.clean, $"released: {released}");
    }

    /// <summary>Learns three numbers from 400 pairs: how much quality is worth, and the deviation where labels are right and where they are random.</summary>
    private static (double Clean, double Noisy) Deviations(PurmLossForm form)
    {
        using DisposeScope scope = NewDisposeScope();
        const int pairs = 400;
        float[] quality = new float[pairs];
        for (int i = 0; i < pairs; i++)
        {
            double difference = (4 * SeedSequence.Uniform(1, 2 * i)) - 2;
            bool random = i % 2 == 1;
            quality[i] = (float)(random ? difference : Math.Abs(difference));   // the chosen one's quality less the other's: any sign where labels are random
        }

        Tensor given = tensor(quality), noisy = tensor(Enumerable.Range(0, pairs).Select(i => (float)(i % 2)).ToArray());
        var worth = new TorchSharp.Modules.Parameter(ones(1));
        var raw = new TorchSharp.Modules.Parameter(zeros(2));
        using var adam = optim.Adam([worth, raw], lr: 0.3);
        for (int step = 0; step < 150; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            adam.zero_grad();
            Tensor deviation = raw[0] + ((raw[1] - raw[0]) * noisy);
            Tensor chosen = stack([given * worth, deviation], 1), rejected = stack([zeros(pairs), deviation], 1);
            PairLoss.Purm(chosen, rejected, form, penalty: 1e-4).Times(1.0 / pairs).backward();
            adam.step();
        }

        float[] learned = raw.data<float>().ToArray();
        return (Math.Exp(learned[0] / 10), Math.Exp(learned[1] / 10));
    }

    private static void Close(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 2e-4 * Math.Max(1e-2, Math.Abs(expected)), $"{actual:R}, expected {expected:R}");
}
