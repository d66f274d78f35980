namespace Pure.Runs;

/// <summary>What to do with a folder that may hold a run already.</summary>
public enum RunStart
{
    /// <summary>Begin a run; a folder that holds one is refused.</summary>
    New,

    /// <summary>Go on with the run in the folder, which must be there and have the same configuration.</summary>
    Resume,

    /// <summary>Delete the run in the folder, if there is one, and begin again. Files that are no part of a run stay.</summary>
    Overwrite,
}
