using Pure.Cli.Console;
using Spectre.Console.Testing;

namespace Pure.EndToEnd.Tests.Cli;

public sealed class TableTests
{
    [Fact]
    public void Outside_of_a_terminal_columns_are_aligned_with_spaces()
    {
        var console = new TestConsole();
        ResultTable.Write(console, "Accuracy", ["variant", "pass@1", "steps"], [["min [T=0.1]", "0.91", "8"], ["sum", "-", "120"]]);
        Assert.Equal("""
            Accuracy
            variant      pass@1  steps
            min [T=0.1]    0.91      8
            sum               -    120

            """, console.Output);
    }

    [Fact]
    public void A_row_of_another_length_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => ResultTable.Write(new TestConsole(), "", ["a"], [["1", "2"]]));
}
