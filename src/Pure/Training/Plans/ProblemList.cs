namespace Pure.Training.Plans;

/// <summary>Collects what is wrong, so that all of it is reported together.</summary>
internal sealed class ProblemList
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> All => _problems;

    /// <summary>Adds a problem, once.</summary>
    public void Add(string problem)
    {
        if (!_problems.Contains(problem, StringComparer.Ordinal)) _problems.Add(problem);
    }

    /// <summary>Runs a check.</summary>
    public void Try(Action check) => Try(() =>
    {
        check();
        return true;
    });

    /// <summary>Runs a check that gives something.</summary>
    /// <returns>Its result, or the default when it failed.</returns>
    public T? Try<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (PureException e)
        {
            Add(e.Message);
            return default;
        }
    }
}
