using CsCheck;
using Pure.Evaluation.ProcessBench;

namespace Pure.Tests.Evaluation;

public sealed class ProcessBenchTests
{
    [Fact]
    public void Predictors_that_always_say_the_same_score_nothing()
    {
        int[] labels = [-1, 2, -1, 0];
        Assert.Equal(0, ProcessBenchScore.Of(labels, [-1, -1, -1, -1]).F1);
        Assert.Equal(0, ProcessBenchScore.Of(labels, [0, 1, 0, 1]).F1);
        Assert.Equal(1, ProcessBenchScore.Of(labels, [-1, 2, -1, 0]).F1);
    }

    [Fact]
    public void The_published_example_is_reproduced()
    {
        // Math-Shepherd on GSM8K: 67 of 207 and 177 of 193.
        int[] labels = [.. Enumerable.Repeat(1, 207), .. Enumerable.Repeat(-1, 193)];
        int?[] predictions = [.. Enumerable.Repeat<int?>(1, 67), .. Enumerable.Repeat<int?>(0, 140), .. Enumerable.Repeat<int?>(-1, 177), .. Enumerable.Repeat<int?>(3, 16)];
        Assert.Equal(47.85, 100 * ProcessBenchScore.Of(labels, predictions).F1, 2);
    }

    [Fact]
    public void A_higher_threshold_never_moves_the_first_error_later() => Gen.Select(Gen.Double[0, 1].Array[1, 8], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((scores, a, b) =>
    {
        int low = FirstError.Of(scores, Math.Min(a, b)), high = FirstError.Of(scores, Math.Max(a, b));
        if (low >= 0) Assert.InRange(high, 0, low);
    });

    [Fact]
    public void The_midpoints_hold_the_best_threshold_there_is()
    {
        double[][] scores = [[0.9, 0.31], [0.32, 0.9], [0.33, 0.8], [0.7]];
        int[] labels = [1, -1, -1, -1];
        ThresholdChoice best = ThresholdChoice.Best(scores, labels, ThresholdChoice.Midpoints(scores));
        Assert.Equal(1, best.Score.F1);
        Assert.InRange(best.Threshold, 0.31, 0.32);
    }

    [Fact]
    public void Published_rows_are_read_from_lines_and_from_an_array()
    {
        string folder = Directory.CreateTempSubdirectory("pure-processbench").FullName;
        const string Row = """{"id": "gsm8k-0", "generator": "g", "problem": "1+1?", "steps": ["a", "b\n\nc"], "final_answer_correct": true, "label": -1}""";
        foreach ((string name, string text) in new[] { ("lines.jsonl", Row + "\n" + Row), ("array.json", $"[{Row},\n{Row}]") })
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            IReadOnlyList<ProcessBenchSolution> solutions = ProcessBenchSolution.Read(Path.Combine(folder, name));
            Assert.Equal(2, solutions.Count);
            Assert.Equal(["a", "b\n\nc"], solutions[1].Steps);
            Assert.Equal(-1, solutions[1].Label);
        }

        File.WriteAllText(Path.Combine(folder, "bad.jsonl"), Row.Replace("-1}", "2}", StringComparison.Ordinal));
        Assert.Contains("line 1: 'label' is not -1 or the index", Assert.Throws<PureException>(() => ProcessBenchSolution.Read(Path.Combine(folder, "bad.jsonl"))).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_critic_reads_paragraphs_from_0()
    {
        string prompt = CriticPrompt.Of("1+1?", ["one", "two"]);
        Assert.Contains("<paragraph_1>\ntwo\n</paragraph_1>", prompt, StringComparison.Ordinal);
        Assert.Contains(@"\boxed{}", prompt, StringComparison.Ordinal);
        Assert.Equal(1, CriticReply.Prediction(@"so \boxed{1}."));
    }
}
