using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.RewardBench;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Tests.Evaluation;

public sealed class AnswerScorerTests : IDisposable
{
    private readonly ChainFolder _folder = new();
    private readonly Lanes _lanes = new(1, 1);

    [Fact]
    public void An_answer_is_scored_as_the_policy_would_have_sampled_it()
    {
        var tiny = new TinyModel(labels: 2);
        using var model = new ProcessRewardModel(tiny.Config, tiny.Weights, StepReading.Of(_folder.Tokenizer, "\n", StepInput.AsSampled));
        (string Prompt, string Answer)[] answers = [("a+1?3\n", "a+1=4\n#4\n"), ("a-4b+2?2\n", "a-4=5\nb+2=0\n#0")];
        var options = new ScoringOptions(_lanes, 256);

        double[] scores = Scorer(model, Aggregation.Min).Score(answers, options);

        for (int i = 0; i < answers.Length; i++)
        {
            int[] ids = [.. _folder.Tokenizer.Encode(answers[i].Answer), _folder.Tokenizer.EndOfSequence];
            var rollout = new Rollout("p", 0, _folder.Tokenizer.Encode(answers[i].Prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0);
            double[] rewards = model.Score([rollout], [Steps.Of(ids, Separators)], options)[0];
            Assert.Equal(3, rewards.Length);
            Assert.Equal(rewards.Min(), scores[i], 1e-5);
        }

        Assert.NotEqual(scores[0], scores[1]);
    }

    [Fact]
    public void An_answer_that_the_model_could_not_score_has_no_number()
    {
        using var model = new Known([new ResponseReward([0.5, -0.25]), ResponseReward.Missing, new ResponseReward([])]);
        double[] scores = Scorer(model, Aggregation.Last).Score([("a+1?3\n", "#1"), ("a+1?3\n", "#2"), ("a+1?3\n", "#3")], new ScoringOptions(_lanes, 256));
        Assert.Equal([-0.25, double.NaN, double.NaN], scores);
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _folder.Dispose();
    }

    private IReadOnlySet<int> Separators => _folder.Tokenizer.IdsEndingWith("\n");

    private AnswerScorer Scorer(IRewardModel model, Aggregation aggregation) => new(model, _folder.Tokenizer, BenchmarkPrompt.Of("{problem}"), Separators, aggregation);

    /// <summary>A model whose rewards are known.</summary>
    private sealed class Known(IReadOnlyList<ResponseReward> rewards) : IRewardModel
    {
        public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options) => rewards;

        public void Dispose()
        {
        }
    }
}
