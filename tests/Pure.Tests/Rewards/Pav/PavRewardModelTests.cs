using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Labels;
using Pure.Rewards.Pav;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Tests.Rewards.Pav;

public sealed class PavRewardModelTests : IDisposable
{
    private readonly ChainFolder _folder = new();

    [Fact]
    public void Rewards_are_alpha_times_the_change_of_the_provers_value()
    {
        using PavRewardModel advantage = Model(4, 0.5, effective: false), effective = Model(4, 0.5, effective: true);
        double[] own = [0.2, 0.3, 0.25, 0.6, 1];
        Assert.Equal([0.08475, -0.038153, 0.145403, 0.0128], advantage.Rewards(own).Select(r => Math.Round(r, 6)));
        Assert.Equal([0.38475, 0.211847, 0.745403, 1.0128], effective.Rewards(own).Select(r => Math.Round(r, 6)));
    }

    [Fact]
    public void Values_before_and_behind_each_step_come_from_one_pass_and_agree_with_rewards()
    {
        using var lanes = new Lanes(1, 1);
        using ProcessRewardModel model = Values();
        int[] prompt = _folder.Tokenizer.Encode("a+1?3\n"), response = _folder.Tokenizer.Encode("a+1=4\n#4\n");
        var rollout = new Rollout("p", 0, prompt, response, new float[response.Length], FinishReason.Length, 0, 0);
        Steps[] steps = [Steps.Of(response, _folder.Tokenizer.IdsEndingWith("\n"))];
        var options = new ScoringOptions(lanes, 256);

        double[] values = model.Values([rollout], steps, options)[0], rewards = model.Score([rollout], steps, options)[0];

        Assert.Equal(steps[0].Count + 1, values.Length);
        for (int j = 0; j < rewards.Length; j++) Assert.Equal(rewards[j], (2 * values[j + 1]) - 1, 1e-5);
    }

    [Fact]
    public void A_prover_is_weak_when_it_never_succeeds_and_strong_when_it_always_does()
    {
        SolutionCounts Counts(int root) => new("p", 0, "q", ["a"], true, false, 16, root, [0]);
        Assert.True(ProverStrength.Of([Counts(0)], 4).IsWeak);
        Assert.True(ProverStrength.Of([Counts(15)], 8).IsStrong);
        ProverStrength useful = ProverStrength.Of([Counts(4)], 4);
        Assert.False(useful.IsWeak || useful.IsStrong);
        Assert.Equal(1 - Math.Pow(0.75, 4), useful.MeanAdvantage, 1e-12);
    }

    [Fact]
    public void A_wrong_solution_ends_at_its_first_pit_and_a_right_one_stays_whole()
    {
        var wrong = new SolutionCounts("p", 0, "q", ["a", "b", "c"], true, false, 4, 2, [2, 0, 0]);
        SolutionCounts cut = LabelledPrefixes.UpToFirstPit(wrong);
        Assert.Equal(["a", "b"], cut.Steps);
        Assert.False(cut.Finished);
        SolutionCounts right = wrong with { Correct = true, Successes = [2, 0, 4] };
        Assert.Same(right, LabelledPrefixes.UpToFirstPit(right));
    }

    public void Dispose() => _folder.Dispose();

    private PavRewardModel Model(int tries, double alpha, bool effective) => new(Values(), tries, alpha, effective);

    private ProcessRewardModel Values()
    {
        var model = new TinyModel(labels: 2);
        return new ProcessRewardModel(model.Config, model.Weights, StepReading.Of(_folder.Tokenizer, "\n", StepInput.AsSampled));
    }
}
