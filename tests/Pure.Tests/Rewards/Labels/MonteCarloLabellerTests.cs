using Pure.Data;
using Pure.Data.Chain;
using Pure.Rewards;
using Pure.Rewards.Labels;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Tests.Rewards.Labels;

/// <summary>Counts with completions written by hand, so that every number is known, and with a real sampler, so that nothing depends on batches.</summary>
public sealed class MonteCarloLabellerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-label-").FullName;
    private readonly Tokenizer _tokenizer;

    public MonteCarloLabellerTests()
    {
        ChainTokenizer.Write(_folder);
        _tokenizer = Tokenizer.Load(_folder);
    }

    [Fact]
    public void Counts_are_those_of_the_completions_behind_each_step()
    {
        // The problem's answer is 6. The solution is wrong from its second step on.
        var problem = new Problem("p", "a+1b+2?3\n", "6");
        var asked = new List<string>();
        MonteCarloLabeller labeller = Labeller(2, (prefix, k) =>
        {
            asked.Add(prefix);
            return prefix switch
            {
                "a+1b+2?3\n" => k == 0 ? "a+1=4\nb+2=6\n#6$" : "#5$",
                "a+1b+2?3\na+1=4\n" => "b+2=6\n#6$",
                _ => k == 0 ? "#6$" : "",  // cut at the length limit
            };
        }, "a+1=4\nb+2=5\n#5$");

        SolutionCounts counts = Assert.Single(labeller.Label([problem]));

        Assert.Equal(["a+1=4", "b+2=5", "#5"], counts.Steps);
        Assert.Equal((1, false, true), (counts.RootSuccesses, counts.Correct, counts.Finished));
        Assert.Equal([2, 1, 0], counts.Successes);
        Assert.Equal(["a+1b+2?3\n", "a+1b+2?3\na+1=4\n", "a+1b+2?3\na+1=4\nb+2=5\n"], asked.Distinct());
        Assert.Equal((3, 0, 6, 1), (labeller.Statistics.Prefixes, labeller.Statistics.SharedPrefixes, labeller.Statistics.Completions, labeller.Statistics.CutCompletions));
    }

    [Fact]
    public void A_cut_solution_is_labelled_up_to_its_last_whole_step_and_counted()
    {
        MonteCarloLabeller labeller = Labeller(1, (_, _) => "#6$", "a+1=4\nb+2");

        SolutionCounts counts = Assert.Single(labeller.Label([new Problem("p", "a+1b+2?3\n", "6")]));

        Assert.Equal(["a+1=4"], counts.Steps);
        Assert.False(counts.Finished);
        Assert.Equal((1, 0), (labeller.Statistics.Cut, labeller.Statistics.WithoutSteps));
    }

    [Fact]
    public void A_solution_without_a_whole_step_is_left_out_and_counted()
    {
        MonteCarloLabeller labeller = Labeller(1, (_, _) => "#6$", "a+1");
        Assert.Empty(labeller.Label([new Problem("p", "a+1b+2?3\n", "6")]));
        Assert.Equal(1, labeller.Statistics.WithoutSteps);
    }

    [Fact]
    public void A_problem_without_an_answer_is_refused() =>
        Assert.Contains("'p' has no answer", Assert.Throws<PureException>(() => Labeller(1, (_, _) => "", "#6$").Label([new Problem("p", "a+1?3\n")])).Message, StringComparison.Ordinal);

    [Fact]
    public void Counts_of_a_problem_do_not_depend_on_the_other_problems()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        var generator = new LocalGenerator(model.Decoder, lanes, _tokenizer.EndOfSequence, 32);
        Problem[] problems = [.. Enumerable.Range(1, 4).Select(i => new Problem($"p{i}", $"a+{i}?3\n", "0"))];
        MonteCarloLabeller Real() => new((request, options) => generator.Generate(model.Weights, request, options), _tokenizer, new AnswerReward(""), "\n", new MonteCarloOptions(3, 4, 24, 1, 5));

        IReadOnlyList<SolutionCounts> together = Real().Label(problems);
        IReadOnlyList<SolutionCounts> alone = [.. problems.SelectMany(p => Real().Label([p]))];

        Assert.NotEmpty(together);
        Assert.Equal(alone.Select(c => c.ToJson()), together.Select(c => c.ToJson()));
    }

    [Fact]
    public void Counts_come_back_from_their_file_and_a_damaged_one_is_refused()
    {
        var counts = new SolutionCounts("p", 1, "a+1?3\n", ["a+1=4", "#4"], true, true, 8, 3, [5, 8]);
        string path = Path.Combine(_folder, "counts.jsonl");
        File.WriteAllText(path, counts.ToJson() + "\n");
        Assert.Equal(counts.ToJson(), Assert.Single(SolutionCounts.Read(path)).ToJson());

        File.WriteAllText(path, counts.ToJson().Replace("[5,8]", "[5,9]", StringComparison.Ordinal));
        Assert.Contains("outside 0 to 8", Assert.Throws<PureException>(() => SolutionCounts.Read(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A labeller of one solution whose completions are functions of the text before them and their number.</summary>
    private MonteCarloLabeller Labeller(int completions, Func<string, int, string> complete, string solution) =>
        new((request, _) => [.. request.Prompts.SelectMany(prompt => Enumerable.Range(0, request.SamplesPerPrompt).Select(k =>
        {
            string text = prompt.ProblemId.Contains('/', StringComparison.Ordinal) ? complete(_tokenizer.Decode(prompt.Ids), k) : solution;
            return Rollout(prompt, k, text);
        }))], _tokenizer, new AnswerReward("#"), "\n", new MonteCarloOptions(1, completions, 40, 1, 1));

    private Rollout Rollout(Prompt prompt, int sample, string text)
    {
        bool ends = text.EndsWith('$');
        int[] ids = _tokenizer.Encode(ends ? text[..^1] : text);
        if (ends) ids = [.. ids, _tokenizer.EndOfSequence];
        return new Rollout(prompt.ProblemId, sample, prompt.Ids, ids, new float[ids.Length], ends ? FinishReason.Stop : FinishReason.Length, 0, 0);
    }
}
