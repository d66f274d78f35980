using System.CommandLine;
using Pure.Cli.Inference;
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Cli.Judging;

/// <summary>The benchmarks of reward models, <c>pure evaluate --judge</c>, and their options.</summary>
/// <param name="aggregate">The option that says how step scores become one.</param>
internal sealed class RewardModelBenchmarks(Option<string?> aggregate)
{
    private readonly Option<string> _threshold = new("--threshold") { Description = "ProcessBench: a step is right when its probability is above this number; 'auto' takes the number of best F1 on the subset gsm8k, as the authors do.", DefaultValueFactory = _ => "0.5" };
    private readonly Option<int> _votes = new("--votes") { Description = "ProcessBench with --policy as critic: replies that vote; 1 is the most likely reply.", DefaultValueFactory = _ => 1 };
    private readonly Option<int[]> _n = new("--n") { Description = "PRM800K: the n of best-of-n (default: powers of two up to the samples of a problem).", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> _trials = new("--trials") { Description = "PRM800K: random draws of the n samples.", DefaultValueFactory = _ => 400 };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["processbench", "prm800k", "rewardbench", "rewardbench2"];

    /// <summary>Adds their options to the command.</summary>
    public void AddOptions(Command command)
    {
        command.Add(_threshold);
        command.Add(_votes);
        command.Add(_n);
        command.Add(_trials);
    }

    /// <summary>Runs one.</summary>
    /// <exception cref="PureException">There is no such benchmark, or its files or models are wrong.</exception>
    public void Run(string name, string[] files, InferenceArguments arguments, ParseResult parsed, JudgeOutput output)
    {
        Aggregation aggregation = AggregationChoice.Of(parsed.GetValue(aggregate), arguments.RewardModel(parsed));
        switch (name)
        {
            case "processbench" when arguments.RewardModel(parsed) is null:
                ProcessBenchJudge.Critic(files, arguments, parsed, InferenceArguments.AtLeastOne(parsed, _votes), output);
                break;
            case "processbench":
                ProcessBenchJudge.Run(files, arguments, parsed, parsed.GetRequiredValue(_threshold), output);
                break;
            case "prm800k":
                Prm800kJudge.Run(files, arguments, parsed, new Prm800kCurve(aggregation, parsed.GetValue(_n) ?? [], InferenceArguments.AtLeastOne(parsed, _trials)), output);
                break;
            case "rewardbench":
                RewardBenchJudge.Run(files, arguments, parsed, aggregation, output);
                break;
            case "rewardbench2":
                RewardBenchJudge.Run2(files, arguments, parsed, aggregation, output);
                break;
            default:
                throw new PureException($"There is no benchmark '{name}' of reward models. Choose one of {string.Join(", ", Names)}.");
        }
    }
}
