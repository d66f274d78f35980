namespace Pure.Data;

/// <summary>A solution whose steps are labelled.</summary>
/// <param name="Prompt">The problem as the reward model reads it.</param>
/// <param name="Steps">Texts of the steps, without their separator.</param>
/// <param name="Labels">Whether each step is right. There may be fewer labels than steps: the rest are read but not learned from.</param>
/// <param name="Finished">Whether the last step is the end of the response, not a place where it was cut.</param>
public sealed record StepwiseSolution(string Prompt, string[] Steps, bool[] Labels, bool Finished = true)
{
    /// <summary>Reads a file with default options.</summary>
    public static IReadOnlyList<StepwiseSolution> Read(string path) => Dataset.Read(path, RowFormats.Solutions, new DataOptions()).Rows;
}
