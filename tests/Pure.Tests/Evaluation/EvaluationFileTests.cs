using Pure.Evaluation.Prm800k;
using Pure.Evaluation.ProcessBench;
using Pure.Evaluation.RewardBench;

namespace Pure.Tests.Evaluation;

/// <summary>Files of published benchmarks: what a row must have, and how a row that has it not is named.</summary>
public sealed class EvaluationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-evaluation-files").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""[]""", "has no rows")]
    [InlineData("""[{"problem": "p", "steps": ["a"], "label": 0}, 5]""", "row 2")]
    [InlineData("""[{"problem": "p", "steps": 5, "label": 0}]""", "'steps' is neither a text nor a list of texts")]
    [InlineData("""[{"problem": "p", "steps": ["a", 5], "label": 0}]""", "'steps' is neither a text nor a list of texts")]
    [InlineData("""[{"problem": "p", "label": 0}]""", "no field 'steps'")]
    [InlineData("""[{"problem": "p", "steps": [], "label": 0}]""", "'steps' is empty")]
    [InlineData("""[{"problem": "p", "steps": ["a"]}]""", "'label'")]
    [InlineData("""[{"problem": "p", "steps": ["a"], "label": "0"}]""", "'label'")]
    [InlineData("""[{"problem": "p", "steps": ["a"], "label": 0.5}]""", "'label'")]
    [InlineData("""[{"problem": "p", "steps": ["a"], "label": 1}]""", "'label'")]
    [InlineData("""[{"problem": "p", "steps": ["a"], "label": -2}]""", "'label'")]
    [InlineData("""  [{"problem": "p", "steps": ["a"], "label": -1}""", "row")]
    public void A_row_that_is_not_sound_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<PureException>(() => ProcessBenchSolution.Read(Write("rows.json", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_have_ids_of_their_own_or_their_number()
    {
        IReadOnlyList<ProcessBenchSolution> rows = ProcessBenchSolution.Read(Write("ids.json", """
            [{"id": "x", "problem": "p", "steps": "only", "label": 0}, {"id": 7, "problem": "p", "steps": ["a"], "label": -1}, {"id": null, "problem": "p", "steps": ["a"], "label": 0}, {"problem": "p", "steps": ["a"], "label": 0}]
            """));
        Assert.Equal(["x", "7", "row-3", "row-4"], rows.Select(row => row.Id));
        Assert.Equal(["only"], rows[0].Steps);
        Assert.Equal([0, -1, 0, 0], rows.Select(row => row.Label));
        Assert.Contains("does not exist", Assert.Throws<PureException>(() => ProcessBenchSolution.Read(Path.Combine(_folder, "none.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rejected": "b"}""", "'chosen'")]
    [InlineData("""{"chosen": "a"}""", "'rejected'")]
    [InlineData("""{"chosen": "a", "rejected": "b"}""", "'prompt'")]
    [InlineData("""{"chosen": 5, "rejected": "b", "prompt": "q"}""", "neither a text nor a list of messages")]
    [InlineData("""{"chosen": [], "rejected": "b", "prompt": "q"}""", "neither a text nor a list of messages")]
    [InlineData("""{"chosen": [{"role": "assistant", "content": "a"}], "rejected": "b"}""", "'prompt'")]
    public void A_pair_that_is_not_sound_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<PureException>(() => RewardBenchPair.Read(Write("pairs.jsonl", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pair_takes_its_own_prompt_first_and_its_file_for_a_subset()
    {
        RewardBenchPair pair = Assert.Single(RewardBenchPair.Read(Write("own.jsonl", """{"prompt": "q", "chosen": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "a"}], "rejected": [{"role": "assistant", "content": "b"}]}""")));
        Assert.Equal(new RewardBenchPair("row-1", "q", "a", "b", "own"), pair);
    }

    [Theory]
    [InlineData("""{"prompt": "q", "chosen": [], "rejected": ["b"], "subset": "s"}""", "a chosen and a rejected answer")]
    [InlineData("""{"prompt": "q", "chosen": ["a"], "rejected": [], "subset": "s"}""", "a chosen and a rejected answer")]
    [InlineData("""{"prompt": "q", "chosen": ["a"], "rejected": ["b"], "num_correct": 2, "subset": "s"}""", "'num_correct' is 2 for 1")]
    public void A_prompt_of_the_second_benchmark_that_is_not_sound_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<PureException>(() => RewardBench2Prompt.Read(Write("second.jsonl", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Samples_of_PRM800K_have_a_score_or_steps_and_a_label_or_a_reference()
    {
        IReadOnlyList<Prm800kCandidate> rows = Prm800kCandidate.Read(Write("samples.jsonl", """
            {"problem": "p", "answer": "1", "prm_score": 0.5, "is_correct": true}
            {"problem": "p", "answer": null, "steps": ["a"], "gt_answer": "2", "is_correct": "yes"}
            {"problem": "p", "answer": "1", "steps": ["a", "b"], "is_correct": false}
            """));
        Assert.Equal([0.5, null, null], rows.Select(row => row.Score));
        Assert.Equal([true, null, false], rows.Select(row => row.IsCorrect));
        Assert.Equal(["1", null, "1"], rows.Select(row => row.Answer));
        Assert.Equal([null, "2", null], rows.Select(row => row.Reference));
        Assert.Equal([0, 1, 2], rows.Select(row => row.Steps.Length));
        Assert.Contains("neither 'is_correct' nor 'gt_answer'", Assert.Throws<PureException>(() => Prm800kCandidate.Read(Write("bare.jsonl", """{"problem": "p", "answer": "1", "prm_score": 0.5}"""))).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
