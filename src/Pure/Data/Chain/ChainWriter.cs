using System.Globalization;

namespace Pure.Data.Chain;

/// <summary>Writes a response step by step, each judged by the checker as it is written: labels and text cannot disagree.</summary>
internal sealed class ChainWriter(ChainProblem problem)
{
    private readonly ChainState _state = new(problem);
    private readonly List<ChainStep> _steps = [];

    /// <summary>What is being solved.</summary>
    public ChainProblem Problem => problem;

    /// <summary>The value stated last.</summary>
    public int Value => _state.Value;

    /// <summary>The operation that is due, or null when only the answer is left.</summary>
    public ChainOperation? Due => _state.Done ? null : _state.Due;

    /// <summary>Index of the operation that is due.</summary>
    public int Position => _state.Position;

    /// <summary>Whether an answer was given.</summary>
    public bool Answered => _state.Answered;

    public void Operation(ChainOperation operation, int result) =>
        Line(string.Create(CultureInfo.InvariantCulture, $"{operation}={result}"));

    public void Restatement(int value) => Line(string.Create(CultureInfo.InvariantCulture, $"s{value}"));

    public void Answer(int value) => Line(string.Create(CultureInfo.InvariantCulture, $"#{value}"));

    public void Line(string text) => _steps.Add(_state.Read(text));

    public ChainSolution Solution()
    {
        string text = string.Join('\n', _steps.Select(step => step.Text));
        return new ChainSolution(problem, _steps, ChainChecker.AnswerOf(text), Finished: true);
    }
}
