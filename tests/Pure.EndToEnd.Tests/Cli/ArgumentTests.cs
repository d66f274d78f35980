namespace Pure.EndToEnd.Tests.Cli;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("confg", "'pure' has no command 'confg'. Did you mean 'config'?\nSee 'pure --help'.")]
    [InlineData("rl a.yaml --resum", "'pure rl' has no option '--resum'. Did you mean '--resume'?")]
    [InlineData("rl a.yaml b.yaml", "'pure rl' has no argument 'b.yaml'.")]
    [InlineData("rl", "Required argument 'CONFIG.yaml' missing")]
    [InlineData("config", "See 'pure config --help'.")]
    [InlineData("config schema lr", "There is no kind of config 'lr'; known are reward, rl, sft. Did you mean 'rl'?")]
    [InlineData("rl nowhere.yaml", "There is no config file 'nowhere.yaml'.")]
    public void A_mistake_is_named_with_what_was_probably_meant(string args, string message)
    {
        CommandLine wrong = CommandLine.Run(args.Split(' '));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains(message, wrong.Error, StringComparison.Ordinal);
        Assert.Equal("", wrong.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    public void Help_lists_the_commands(string args)
    {
        CommandLine help = CommandLine.Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("config", help.Out, StringComparison.Ordinal);
        Assert.Contains("rl <CONFIG.yaml>", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void To_resume_and_to_overwrite_exclude_each_other()
    {
        string config = Path.GetTempFileName();
        File.WriteAllText(config, "output_dir: /nowhere\nmodel: {path: /nowhere}\nsft: {train: /nowhere}\n");
        CommandLine wrong = CommandLine.Run("sft", config, "--resume", "--overwrite");
        File.Delete(config);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("Give one of them.", wrong.Error, StringComparison.Ordinal);
    }
}
