namespace Pure.Data;

/// <summary>A solution whose steps are labelled.</summary>
/// <param name="Prompt">The problem as the reward model reads it.</param>
/// <param name="Steps">Texts of the steps, without their separator.</param>
/// <param name="Labels">Whether each step is right. There may be fewer labels than steps: the rest are read but not learned from.</param>
/// <param name="Finished">Whether the last step is the end of the response, not a place where it was cut.</param>
public sealed record StepwiseSolution(string Prompt, string[] Steps, bool[] Labels, bool Finished = true)
{
    /// <summary>Labels between 0 and 1, where the file has such: shares or soft values of completions. <see cref="Labels"/> are then those of at least one half.</summary>
    public double[]? SoftLabels { get; init; }

    /// <summary>The label of the bare prompt, 0 to 1, where the file has one: the value before the first step.</summary>
    public double? RootLabel { get; init; }

    /// <summary>Reads a file with default options.</summary>
    public static IReadOnlyList<StepwiseSolution> Read(string path) => Dataset.Read(path, RowFormats.Solutions, new DataOptions()).Rows;
}
