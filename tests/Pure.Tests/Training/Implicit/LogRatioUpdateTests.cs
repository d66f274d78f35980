using Pure.Config;
using Pure.Credit.Prime;
using Pure.Models;
using Pure.Rewards.Implicit;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Implicit;

namespace Pure.Tests.Training.Implicit;

public sealed class LogRatioUpdateTests : IDisposable
{
    private const int Decisive = 5;
    private readonly TinyModel _model = new();
    private readonly TinyModel _reference = new();
    private readonly Lanes _lanes = new(2, 1);

    public void Dispose()
    {
        _model.Dispose();
        _reference.Dispose();
        _lanes.Dispose();
    }

    /// <summary>Responses of random tokens, one half with a token that makes them right: outcome labels alone must teach which token that is.</summary>
    [Theory]
    [InlineData(ImplicitLoss.Ce)]
    [InlineData(ImplicitLoss.Dpo)]
    [InlineData(ImplicitLoss.Nca)]
    [InlineData(ImplicitLoss.Kto)]
    [InlineData(ImplicitLoss.KtoPairs)]
    public void Every_loss_learns_from_outcomes_which_token_decides(ImplicitLoss loss)
    {
        var options = new OptimizerOptions { LearningRate = 3e-3 };
        using var update = new WeightUpdate(_model.Weights, _ => true, options);
        var losses = new List<double>();
        for (int step = 0; step < 40; step++)
        {
            ImplicitRows rows = Rows((ulong)step, 12);
            int[] chosen = [.. Enumerable.Range(0, rows.Sequences.Count)];
            var batch = new LogRatioBatch(rows.Sequences, Logs(_reference, rows.Sequences));
            losses.Add(LogRatioUpdate.Apply(_model.Decoder, update, rows.Sequences, rows.Loss(chosen, batch, loss, 0.5, Rho), Scoring(), options.LearningRate).Statistics.Loss);
        }

        ImplicitRows held = Rows(1000, 32);
        double[] rho = Rho(held.Sequences);
        double pairs = Enumerable.Range(0, 32).Average(i => PairAccuracy.Of([rho[i], rho[32 + i]], [1, 0]));
        Assert.True(pairs > 0.9, $"{loss}: pair accuracy {pairs:F3}");
        Assert.True(losses.TakeLast(5).Average() < 0.9 * losses[0], $"{loss}: loss from {losses[0]:F3} to {losses.TakeLast(5).Average():F3}");

        // The reward of the decisive token stands out among those of the others.
        double[][] tokens = [.. Logs(_model, held.Sequences).Zip(Logs(_reference, held.Sequences), (p, r) => LogRatioReward.Tokens(p, r, 1))];
        double decisive = Enumerable.Range(0, 32).Average(i => tokens[i][At(held.Sequences[i])]);
        Assert.True(decisive > 3 * Math.Abs(tokens.Take(32).SelectMany(row => row).Average()), $"{loss}: {decisive:F3}");
    }

    [Fact]
    public void The_loss_is_the_pure_function_and_does_not_depend_on_how_the_batch_is_cut()
    {
        ImplicitRows rows = Rows(3, 6);
        int[] chosen = [.. Enumerable.Range(0, rows.Sequences.Count)];
        var batch = new LogRatioBatch(rows.Sequences, [.. rows.Sequences.Select((s, i) => Enumerable.Range(0, s.Targets).Select(t => -1f - (0.1f * ((i + t) % 7))).ToArray())]);
        double[] rho = [.. Logs(_model, rows.Sequences).Select((row, i) => batch.Rho(i, row))];
        double expected = OutcomeLosses.CrossEntropy(rho, [.. rows.Labels], 0.1).Loss;
        double[] norms = [.. new[] { 10_000, 30 }.Select(budget =>
        {
            using Weights copy = _model.Weights.Clone();
            using var update = new WeightUpdate(copy, _ => true, new OptimizerOptions());
            (UpdateStatistics statistics, float[][] logs) = LogRatioUpdate.Apply(_model.Decoder, update, rows.Sequences, rows.Loss(chosen, batch, ImplicitLoss.Ce, 0.1, Rho), new ScoringOptions(_lanes, budget), 0);
            Assert.Equal(expected, statistics.Loss, 1e-5);
            Assert.Equal(rho[4], batch.Rho(4, logs[4]), 1e-4);
            return statistics.GradientNorm;
        })];
        Assert.Equal(norms[0], norms[1], 1e-4 * norms[0]);
    }

    [Fact]
    public void Without_a_difference_to_the_reference_every_reward_is_0_and_the_loss_is_ln_2()
    {
        ImplicitRows rows = Rows(3, 4);
        var batch = new LogRatioBatch(rows.Sequences, Logs(_model, rows.Sequences));
        using var update = new WeightUpdate(_model.Weights, _ => true, new OptimizerOptions());
        (UpdateStatistics statistics, _) = LogRatioUpdate.Apply(_model.Decoder, update, rows.Sequences, rows.Loss([.. Enumerable.Range(0, 8)], batch, ImplicitLoss.Ce, 0.05, Rho), Scoring(), 0);
        Assert.Equal(Math.Log(2), statistics.Loss, 1e-5);
    }

    /// <summary>Pairs: right ones first, then wrong ones, as a batch of pairs is laid out.</summary>
    private ImplicitRows Rows(ulong seed, int pairs)
    {
        TokenSequence[] sequences = [.. Enumerable.Range(0, 2 * pairs).Select(i => Sequence((seed * 1000) + (ulong)i, right: i < pairs))];
        return new ImplicitRows(sequences, [.. sequences.Select((_, i) => new[] { i })], [.. sequences.Select((_, i) => i < pairs ? 1.0 : 0)], [], 0);
    }

    private TokenSequence Sequence(ulong seed, bool right)
    {
        int[] ids = [.. _model.Ids(seed, 10).Select(id => id == Decisive ? Decisive + 1 : id)];
        if (right) ids[4 + (int)(seed % 6)] = Decisive;
        return new TokenSequence(ids, 4);
    }

    private static int At(TokenSequence sequence) => Array.IndexOf(sequence.Ids, Decisive) - sequence.PromptLength;

    private double[] Rho(IReadOnlyList<TokenSequence> sequences)
    {
        var batch = new LogRatioBatch(sequences, Logs(_reference, sequences));
        return [.. Logs(_model, sequences).Select((row, i) => batch.Rho(i, row))];
    }

    private float[][] Logs(TinyModel model, IReadOnlyList<TokenSequence> sequences) => TokenLogProbabilities.Score(model.Decoder, model.Weights, sequences, Scoring());

    private ScoringOptions Scoring() => new(_lanes, 200);
}
