// Looks at every held-out evaluation of a demo run with the exact step checker and with the process reward model, whatever the
// run is trained on. So the report can set what the reward model thinks beside what is true.
using System.Text.Json;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;

namespace Pure.Cli.Demo;

/// <summary>Measures what the demo shows, and keeps some responses.</summary>
internal sealed class DemoObserver : IDisposable
{
    private const int Kept = 3;
    private readonly IReadOnlyList<ChainProblem> _problems;
    private readonly ProcessRewardModel _rewardModel;
    private readonly Tokenizer _tokenizer;
    private readonly IReadOnlySet<int> _separators;
    private readonly ScoringOptions _scoring;
    private readonly string _samples;

    /// <param name="problems">The held-out problems, in the order of their file.</param>
    /// <param name="rewardFolder">The reward model.</param>
    /// <param name="lanes">Where it runs.</param>
    /// <param name="samples">File to which kept responses are added.</param>
    public DemoObserver(IReadOnlyList<ChainProblem> problems, string rewardFolder, Lanes lanes, string samples)
    {
        _problems = problems;
        _rewardModel = ProcessRewardModel.Load(rewardFolder);
        _tokenizer = Tokenizer.Load(rewardFolder);
        _separators = _tokenizer.IdsEndingWith(_rewardModel.Reading.Mark);
        _scoring = new ScoringOptions(lanes, 2048);
        _samples = samples;
    }

    /// <summary>The observer that a policy trainer asks.</summary>
    public IEnumerable<KeyValuePair<string, double>> Observe(int step, HeldOutResult result)
    {
        Steps[] steps = [.. result.Sampled.Select(r => Steps.Of(r.ResponseIds, _separators))];
        double[][] rewards = _rewardModel.Score(result.Sampled, steps, _scoring);
        ChainSolution[] checkedSteps =
            [.. result.Sampled.Select((r, i) => ChainChecker.Check(_problems[i], ResponseDecoding.TextOf(r, _tokenizer), r.Finish == FinishReason.Stop))];
        Keep(step, checkedSteps, rewards);
        return
        [
            KeyValuePair.Create("eval/restatements", checkedSteps.Average(s => (double)s.Restatements)),
            KeyValuePair.Create("eval/steps_per_response", steps.Average(s => (double)s.Count)),
            KeyValuePair.Create("eval/step_reward/mean", rewards.Average(r => r.Average())),
            KeyValuePair.Create("eval/step_reward/min", rewards.Average(r => r.Min())),
            KeyValuePair.Create("eval/all_steps_right", checkedSteps.Average(s => s.FirstError < 0 ? 1.0 : 0.0)),
        ];
    }

    public void Dispose() => _rewardModel.Dispose();

    private void Keep(int step, ChainSolution[] solutions, double[][] rewards)
    {
        using var file = new StreamWriter(_samples, append: true);
        for (int i = 0; i < Math.Min(Kept, solutions.Length); i++)
        {
            var sample = new DemoSample(step, i, solutions[i].Problem.Prompt.TrimEnd(), solutions[i].Passed && solutions[i].Finished, solutions[i].Finished, solutions[i].Answer, solutions[i].Problem.Answer,
                [.. solutions[i].Steps.Select((s, j) => new DemoSampleStep(s.Text, rewards[i][j], s.Correct ? null : s.Error.ToString()))]);
            file.WriteLine(JsonSerializer.Serialize(sample));
        }
    }
}
