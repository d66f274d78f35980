using Pure.Cli;
using Spectre.Console.Testing;

namespace Pure.Tests.Cli.Compare;

public sealed class CompareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-compare-").FullName;

    [Fact]
    public void Systems_are_listed() => Assert.Contains("verifiable reward only", Run(0, "compare", "--list").Output, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_system_is_refused_with_those_that_are_known() =>
        Assert.Contains("There is no system 'purr'. Known are vr, min", Run(2, "compare", "--systems", "purr").Error, StringComparison.Ordinal);

    [Fact]
    public void Configurations_that_differ_in_more_than_rewards_are_refused_and_nothing_runs()
    {
        string a = Config("a", "learning_rate: 1e-5"), b = Config("b", "learning_rate: 2e-5");
        Assert.Contains("differ in rl.learning_rate", Run(2, "compare", a, b).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "run-a")));
    }

    [Fact]
    public void One_configuration_alone_is_refused() =>
        Assert.Contains("at least two", Run(2, "compare", Config("a", "learning_rate: 1e-5")).Error, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Config(string name, string rl)
    {
        string path = Path.Combine(_folder, name + ".yaml");
        File.WriteAllText(path, $"""
            output_dir: {_folder}/run-{name}
            model:
              path: {_folder}/model
            rl:
              prompts: {_folder}/problems.jsonl
              {rl}
            credit:
              reward_mode: vr
            evaluation:
              prompts: {_folder}/held-out.jsonl
            """);
        return path;
    }

    private static (string Output, string Error) Run(int exit, params string[] args)
    {
        using TestConsole output = new TestConsole().Width(200), error = new TestConsole().Width(200);
        Assert.Equal(exit, Program.Run(args, output, error));
        return (output.Output, error.Output);
    }
}
