using Pure.Data;
using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;
using TorchSharp;

namespace Pure.Tests.Rollouts;

public sealed class LocalGeneratorTests
{
    private const int EndOfSequence = 33;

    [Fact]
    public void The_same_seed_gives_the_same_rollout_whatever_the_batch_composition()
    {
        using var model = new TinyModel();
        using var one = new Lanes(1, 1);
        using var two = new Lanes(2, 1);
        Prompt[] prompts = [.. Enumerable.Range(0, 9).Select(i => new Prompt($"p{i}", model.Ids((ulong)i, 5 + (i % 4))))];
        var options = new SamplingOptions(24);

        IReadOnlyList<Rollout> together = Generator(model, one, 64).Generate(model.Weights, new GenerationRequest(prompts, 4, 11), options);
        IReadOnlyList<Rollout> lanes = Generator(model, two, 8).Generate(model.Weights, new GenerationRequest(prompts, 4, 11), options);
        Rollout[] alone = [.. prompts.SelectMany(p => Generator(model, one, 4).Generate(model.Weights, new GenerationRequest([p], 4, 11), options))];

        for (int i = 0; i < together.Count; i++)
        {
            Assert.Equal(together[i].ResponseIds, lanes[i].ResponseIds);
            Assert.Equal(together[i].ResponseIds, alone[i].ResponseIds);
            Assert.Equal(together[i].Seed, alone[i].Seed);
        }
    }

    [Fact]
    public void Continuous_batching_gives_the_rollouts_of_the_plain_sampler()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        Prompt[] prompts = [.. Enumerable.Range(0, 11).Select(i => new Prompt($"p{i}", model.Ids((ulong)(i / 2), 5 + (i / 2))))];
        var plain = new LocalGenerator(model.Decoder, lanes, EndOfSequence, 64) { Plain = true };
        foreach (SamplingOptions options in new[] { new SamplingOptions(30), new SamplingOptions(30, 0), new SamplingOptions(30, 0.8, 0.9, 20) })
        {
            IReadOnlyList<Rollout> expected = plain.Generate(model.Weights, new GenerationRequest(prompts, 3, 4), options);

            // Three places a lane: most responses wait, and take over the places of others.
            IReadOnlyList<Rollout> rollouts = Generator(model, lanes, 3).Generate(model.Weights, new GenerationRequest(prompts, 3, 4), options);

            Assert.Equal(expected.Count, rollouts.Count);
            for (int i = 0; i < rollouts.Count; i++)
            {
                Assert.Equal(expected[i].ResponseIds, rollouts[i].ResponseIds);
                Assert.Equal(expected[i].Finish, rollouts[i].Finish);
                Assert.All(expected[i].LogProbabilities.Zip(rollouts[i].LogProbabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            }
        }
    }

    [Fact]
    public void Prompts_that_begin_others_are_read_with_them_and_change_nothing()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        int[] long1 = model.Ids(1, 23), long2 = [.. long1[..9], .. model.Ids(2, 7)];
        Prompt[] prompts =
        [
            new("a", long1[..4]), new("b", long2), new("c", long1) { MaxNewTokens = 3 }, new("d", long1[..9]), new("e", long1[..1]), new("f", model.Ids(3, 5)),
        ];
        var options = new SamplingOptions(20);

        foreach (int places in new[] { 2, 64 })
        {
            IReadOnlyList<Rollout> together = Generator(model, lanes, places).Generate(model.Weights, new GenerationRequest(prompts, 3, 8), options);
            Rollout[] alone = [.. prompts.SelectMany(p => Generator(model, lanes, 4).Generate(model.Weights, new GenerationRequest([p], 3, 8), options))];

            Assert.Equal(alone.Select(r => r.ProblemId), together.Select(r => r.ProblemId));
            for (int i = 0; i < together.Count; i++)
            {
                Assert.Equal(alone[i].ResponseIds, together[i].ResponseIds);
                Assert.Equal(alone[i].LogProbabilities, together[i].LogProbabilities);
            }

            Assert.All(together.Where(r => r.ProblemId == "c"), r => Assert.InRange(r.ResponseIds.Length, 1, 3));
        }
    }

    [Fact]
    public void Samples_of_a_group_differ_and_another_seed_gives_other_rollouts()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        Prompt[] prompts = [new("p", model.Ids(1, 6))];

        IReadOnlyList<Rollout> first = Generator(model, lanes, 8).Generate(model.Weights, new GenerationRequest(prompts, 4, 1), new SamplingOptions(16));
        IReadOnlyList<Rollout> second = Generator(model, lanes, 8).Generate(model.Weights, new GenerationRequest(prompts, 4, 2), new SamplingOptions(16));

        Assert.Equal(4, first.Select(r => string.Join(' ', r.ResponseIds)).Distinct().Count());
        Assert.NotEqual(first[0].ResponseIds, second[0].ResponseIds);
    }

    [Fact]
    public void Recorded_log_probabilities_are_those_that_the_trainer_computes()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        Prompt[] prompts = [.. Enumerable.Range(0, 6).Select(i => new Prompt($"p{i}", model.Ids((ulong)i, 4 + i)))];
        const double Temperature = 0.7;

        IReadOnlyList<Rollout> rollouts = Generator(model, lanes, 16)
            .Generate(model.Weights, new GenerationRequest(prompts, 3, 5), new SamplingOptions(20, Temperature));
        TokenSequence[] sequences = [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        float[][] trainer = TokenLogProbabilities.Score(model.Decoder, model.Weights, sequences, new ScoringOptions(lanes, 100, Temperature));

        double largest = rollouts.SelectMany(r => r.LogProbabilities).Zip(trainer.SelectMany(t => t)).Max(x => Math.Abs(x.First - x.Second));
        Assert.True(largest < 1e-5, $"largest difference {largest}");
    }

    [Fact]
    public void Responses_end_at_the_end_of_sequence_token_or_at_the_limit_and_say_which()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        Prompt[] prompts = [.. Enumerable.Range(0, 20).Select(i => new Prompt($"p{i}", model.Ids((ulong)i, 5)))];

        IReadOnlyList<Rollout> rollouts = Generator(model, lanes, 16).Generate(model.Weights, new GenerationRequest(prompts, 4, 3), new SamplingOptions(30));

        Assert.Contains(rollouts, r => r.Finish == FinishReason.Stop);
        Assert.Contains(rollouts, r => r.Finish == FinishReason.Length);
        Assert.All(rollouts, r =>
        {
            Assert.Equal(r.Finish == FinishReason.Stop, r.ResponseIds[^1] == EndOfSequence);
            Assert.DoesNotContain(EndOfSequence, r.ResponseIds[..^1]);
            Assert.True(r.Finish == FinishReason.Stop || r.ResponseIds.Length == 30);
            Assert.Equal(r.ResponseIds.Length, r.LogProbabilities.Length);
        });
    }

    [Fact]
    public void A_greedy_response_that_pauses_and_is_continued_is_the_one_that_never_paused()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        IGenerator generator = Generator(model, lanes, 4).Of(model.Weights);
        int[] prompt = model.Ids(5, 6);
        Rollout whole = generator.Generate(new GenerationRequest([new Prompt("p", prompt)], 1, 1), new SamplingOptions(24, Temperature: 0))[0];
        var pauses = new HashSet<int> { whole.ResponseIds[3], whole.ResponseIds[7] };

        var ids = new List<int>();
        FinishReason finish = FinishReason.Pause;
        while (finish == FinishReason.Pause && ids.Count < 24)
        {
            Rollout part = generator.Generate(
                new GenerationRequest([new Prompt("p", [.. prompt, .. ids])], 1, 1), new SamplingOptions(24 - ids.Count, Temperature: 0) { PauseAt = pauses })[0];
            Assert.DoesNotContain(part.ResponseIds[..^1], pauses.Contains);
            ids.AddRange(part.ResponseIds);
            finish = part.Finish;
        }

        Assert.Equal(whole.ResponseIds, ids);
        Rollout stopped = generator.Generate(
            new GenerationRequest([new Prompt("p", prompt)], 1, 1), new SamplingOptions(24, Temperature: 0) { StopAt = pauses })[0];
        Assert.Equal(FinishReason.Stop, stopped.Finish);
        Assert.Contains(stopped.ResponseIds[^1], pauses);
    }

    [Fact]
    public void A_prompt_that_leaves_no_room_is_refused_with_its_name()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        var e = Assert.Throws<PureException>(() => Generator(model, lanes, 4).Generate(
            model.Weights, new GenerationRequest([new Prompt("long one", model.Ids(1, 60))], 1, 1), new SamplingOptions(5)));
        Assert.Contains("'long one' has 60 tokens", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generation_leaves_no_tensor_behind_and_can_be_cancelled()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        var request = new GenerationRequest([new Prompt("p", model.Ids(1, 6))], 4, 1);
        LocalGenerator generator = Generator(model, lanes, 8);
        generator.Generate(model.Weights, request, new SamplingOptions(8));
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        generator.Generate(model.Weights, request, new SamplingOptions(8));
        Assert.Throws<OperationCanceledException>(() => generator.Generate(model.Weights, request, new SamplingOptions(8), new CancellationToken(canceled: true)));

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static LocalGenerator Generator(TinyModel model, Lanes lanes, int rows) => new(model.Decoder, lanes, EndOfSequence, rows);
}
