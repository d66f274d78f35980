using Pure.Evaluation.Prm800k;

namespace Pure.Tests.Evaluation;

public sealed class Prm800kBestOfTests
{
    private static readonly Prm800kSample Right = new(0.9, "1", IsCorrect: true), Wrong = new(0.5, "2", IsCorrect: false), Silent = new(1, null, IsCorrect: false);

    [Fact]
    public void The_best_scored_answer_is_chosen_the_first_of_equal_ones()
    {
        Assert.Equal(2, Prm800kBestOf.Choose([null, Silent, Right, Wrong, Right]));
        Assert.Equal(1, Prm800kBestOf.Choose([Wrong, Right]));
        Assert.Null(Prm800kBestOf.Choose([Silent, null]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Accuracy_is_a_mean_over_the_draws_and_the_problems(int trials)
    {
        Assert.Equal(1, Prm800kBestOf.Accuracy([[Right, Right], [Right, Right], [Right, Wrong]], n: 2, trials, seed: 1));
        Assert.Equal(2 / 3.0, Prm800kBestOf.Accuracy([[Right, Right], [Wrong, Wrong], [Wrong, Right]], n: 2, trials, seed: 1), 12);
        Assert.Equal(0, Prm800kBestOf.Accuracy([[Wrong], [Silent]], n: 1, trials, seed: 1));
    }

    [Fact]
    public void Each_draw_takes_n_of_all_samples_the_missing_ones_included()
    {
        Assert.Equal(0.5, Prm800kBestOf.Accuracy([[Right, Wrong]], n: 1, trials: 4000, seed: 1), 0.03);
        Assert.Equal(0.5, Prm800kBestOf.Accuracy([[Right, Wrong, Wrong, Wrong]], n: 2, trials: 4000, seed: 1), 0.03);
        // A problem with one sample of four: the other three places are empty.
        Assert.Equal(0.25, Prm800kBestOf.Accuracy([[Wrong, Wrong, Wrong, Wrong], [Right]], n: 2, trials: 4000, seed: 1), 0.03);
        Assert.Equal(Prm800kBestOf.Accuracy([[Right, Wrong, Wrong]], 1, 50, seed: 3), Prm800kBestOf.Accuracy([[Right, Wrong, Wrong]], 1, 50, seed: 3));
        Assert.Throws<PureException>(() => Prm800kBestOf.Accuracy([[Right, Wrong]], n: 3, trials: 1, seed: 1));
        Assert.Throws<PureException>(() => Prm800kBestOf.Accuracy([[Right, Wrong]], n: 0, trials: 1, seed: 1));
    }
}
