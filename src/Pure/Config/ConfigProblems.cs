namespace Pure.Config;

/// <summary>Collects everything wrong with a config, so that it is all reported together.</summary>
internal sealed class ConfigProblems
{
    private readonly List<(ConfigPlace Place, string Message)> _problems = [];

    /// <summary>How many so far; comparing it before and after tells whether a part was read without a problem.</summary>
    public int Count => _problems.Count;

    /// <summary>Adds a problem.</summary>
    /// <param name="place">Where.</param>
    /// <param name="path">Key path such as <c>rl.learning_rate</c>; empty for the whole config.</param>
    /// <param name="message">One sentence or two: what is wrong and what to do.</param>
    public void Add(ConfigPlace place, string path, string message) =>
        _problems.Add((place, path.Length == 0 ? message : $"{path}: {message}"));

    /// <summary>Throws one exception with a line for each problem, in the order of the file, overrides last.</summary>
    public void ThrowIfAny(string source)
    {
        if (_problems.Count == 0) return;
        string title = _problems.Count == 1 ? "The configuration has a problem:" : $"The configuration has {_problems.Count} problems:";
        throw new PureException($"{title}\n{string.Join('\n', Lines(source))}");
    }

    /// <summary>A line for each problem, in the order of the file, overrides last.</summary>
    public IReadOnlyList<string> Lines(string source) =>
    [
        .. _problems
            .OrderBy(problem => problem.Place.Source == source ? 0 : 1)
            .ThenBy(problem => problem.Place.Line)
            .ThenBy(problem => problem.Place.Column)
            .Select(problem => $"{problem.Place}: {problem.Message}"),
    ];
}
