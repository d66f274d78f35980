using System.CommandLine;
using Pure.Cli.Commands;
using Pure.Cli.Serve;

namespace Pure.Tests.Cli.Serve;

public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("\n\n")]
    [InlineData("\n", "--step-separator", @"\n")]
    [InlineData(".\n\n", "--step-separator", @".\n\n")]
    [InlineData("\n", "--step-separator", "\n")]
    [InlineData("#", "--step-separator", "#")]
    public void A_step_separator_may_write_a_line_break_as_other_commands_do(string separator, params string[] arguments)
    {
        ServeOptions options = ServeCommand.Options(ServeCommand.Create().Parse(arguments));
        Assert.Equal(separator, options.StepSeparator);
    }
}
