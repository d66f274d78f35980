namespace Pure.Config;

/// <summary>What phases of training have in common, whatever they train.</summary>
public interface IPhase
{
    /// <summary>Shown while it runs.</summary>
    string Name { get; }

    /// <summary>Rows in one update.</summary>
    int BatchSize { get; }

    /// <summary>Number of updates at most.</summary>
    int MaxSteps { get; }
}
