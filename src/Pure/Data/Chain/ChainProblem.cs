using System.Globalization;
using System.Text;

namespace Pure.Data.Chain;

/// <summary>
/// One problem of the <see cref="ChainTask"/>, such as <c>a-4b+2c*3?5</c>: start at 5, subtract 4, add 2, multiply by 3, all
/// modulo 7; the answer is 2. Immutable.
/// </summary>
public sealed class ChainProblem
{
    internal ChainProblem(int modulus, ChainOperation[] operations, int start)
    {
        Modulus = modulus;
        Operations = operations;
        Start = start;
        Answer = operations.Aggregate(start, (value, operation) => operation.Apply(value, modulus));
        Prompt = new StringBuilder().AppendJoin("", operations).Append(CultureInfo.InvariantCulture, $"?{start}\n").ToString();
    }

    /// <summary>All values are taken modulo this.</summary>
    public int Modulus { get; }

    /// <summary>The operations in the order in which they are to be done.</summary>
    public IReadOnlyList<ChainOperation> Operations { get; }

    /// <summary>The value to start from, 0..Modulus-1.</summary>
    public int Start { get; }

    /// <summary>The true final value, 0..Modulus-1.</summary>
    public int Answer { get; }

    /// <summary>The prompt as a model reads it: labelled operations, question mark, start value, newline.</summary>
    public string Prompt { get; }

    /// <summary>This problem under an identifier, as runs and files carry it.</summary>
    public Problem ToProblem(string id) => new(id, Prompt, Answer.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a prompt back, for responses that come from a file.</summary>
    /// <param name="prompt">The prompt text, with its newline.</param>
    /// <param name="modulus">The modulus of the task; a prompt does not state it.</param>
    /// <exception cref="PureException">The text is not a prompt of this task.</exception>
    public static ChainProblem Parse(string prompt, int modulus)
    {
        int count = (prompt.Length - 3) / 3;
        bool shaped = modulus is >= 3 and <= 10 && count is >= 1 and <= ChainTask.MaxOperations && prompt.Length == 3 * count + 3
            && prompt[^3] == '?' && char.IsAsciiDigit(prompt[^2]) && prompt[^2] - '0' < modulus && prompt[^1] == '\n';
        var operations = new ChainOperation[shaped ? count : 0];
        for (int k = 0; k < operations.Length; k++)
        {
            var operation = new ChainOperation(prompt[3 * k], prompt[3 * k + 1], prompt[3 * k + 2] - '0');
            shaped &= operation.Label == 'a' + k && operation.Symbol is '+' or '-' or '*' && operation.Operand is >= 0 and <= 9;
            operations[k] = operation;
        }

        if (!shaped)
            throw new PureException($"'{prompt.ReplaceLineEndings("\\n")}' is not a problem of the chain task modulo {modulus}. It must read like 'a-4b+2c*3?5\\n': labelled operations, '?', a start value below the modulus, a newline.");
        return new ChainProblem(modulus, operations, prompt[^2] - '0');
    }
}
