using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Tests.Models;
using Pure.Training;

namespace Pure.Tests.Rewards;

public sealed class ProcessRewardModelTests : IDisposable
{
    private readonly ChainFolder _folder = new();
    private readonly Lanes _lanes = new(2, 1);

    [Fact]
    public void The_reward_of_a_step_is_p_good_minus_p_bad_at_its_end_token()
    {
        using var model = new TinyModel(labels: 2);
        var reading = StepReading.Of(_folder.Tokenizer, "\n", StepInput.AsSampled);
        using var rewardModel = new ProcessRewardModel(model.Config, model.Weights.Clone(), reading);
        string[] texts = ["a-4=5\nb+2=0\n#0", "s2\n#2", "a-4=5\nb+2"];
        Rollout[] rollouts = [.. texts.Select((text, i) => Rollout(text, finished: i < 2))];
        Steps[] steps = [.. rollouts.Select(r => Steps.Of(r.ResponseIds, _folder.Tokenizer.IdsEndingWith("\n")))];

        double[][] rewards = rewardModel.Score(rollouts, steps, new ScoringOptions(_lanes, 40));

        for (int i = 0; i < rollouts.Length; i++)
        {
            (int[] ids, int[] positions) = reading.Input(rollouts[i], steps[i]);
            double[][] logits = new StraightDecoder(model.Config, model.Weights).Logits(ids);
            double[] expected = [.. positions.Select(p => Math.Tanh((logits[p][1] - logits[p][0]) / 2))];
            Assert.Equal(expected.Length, rewards[i].Length);
            for (int j = 0; j < expected.Length; j++) Assert.Equal(expected[j], rewards[i][j], 1e-5);
        }
    }

    [Fact]
    public void A_training_example_reads_the_same_ids_at_the_same_places_as_scoring_does()
    {
        foreach ((StepInput kind, bool finished) in Enum.GetValues<StepInput>().SelectMany(k => new[] { (k, true), (k, false) }))
        {
            if (kind == StepInput.ReplacedEnds && !finished) continue;  // there a cut response loses its last token, a text does not
            StepReading reading = StepReading.Of(_folder.Tokenizer, "\n", kind).ForSteps(_folder.Tokenizer, "\n");
            Rollout rollout = Rollout("a-4=5\n\nb+2=0\n#0", finished);
            var steps = Steps.Of(rollout.ResponseIds, _folder.Tokenizer.IdsEndingWith("\n"));
            (int[] ids, int[] positions) = reading.Input(rollout, steps);

            var example = StepExample.Of(
                new StepwiseSolution("a-4b+2?2\n", ["a-4=5", "", "b+2=0", "#0"], [true, false, true], finished), _folder.Tokenizer, reading, extraLabelTokens: 2);

            Assert.Equal(ids, example.Ids);
            Assert.Equal(positions[..3], example.Positions[..example.StepEnds]);
            Assert.Equal([1, 0, 1], example.Labels[..example.StepEnds]);
            // Two content tokens of the first and third step, none of the empty one.
            Assert.Equal([positions[0] - 1, positions[0] - 2, positions[2] - 1, positions[2] - 2], example.Positions[3..]);
            Assert.Equal([1, 1, 1, 1], example.Labels[3..]);
        }
    }

    [Fact]
    public void A_language_model_is_refused()
    {
        var e = Assert.Throws<PureException>(() => ProcessRewardModel.Load(_folder.Path));
        Assert.Contains("step_separator", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _folder.Dispose();
    }

    private Rollout Rollout(string text, bool finished)
    {
        int[] ids = [.. _folder.Tokenizer.Encode(text), .. finished ? new[] { _folder.Tokenizer.EndOfSequence } : []];
        return new Rollout("p", 0, _folder.Tokenizer.Encode("a-4b+2?2\n"), ids, new float[ids.Length], finished ? FinishReason.Stop : FinishReason.Length, 0, 0);
    }
}
