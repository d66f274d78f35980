using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Section <c>rl.prompt_filter</c>: only problems whose responses differ are learned from; those that are dropped are replaced by further ones.</summary>
public sealed record PromptFilterOptions : IChecked
{
    /// <summary>Smallest mean outcome of a problem's responses, included.</summary>
    [Range(0.0, 1.0)]
    public double MinAccuracy { get; init; } = 0.2;

    /// <summary>Largest mean outcome, included.</summary>
    [Range(0.0, 1.0)]
    public double MaxAccuracy { get; init; } = 0.8;

    /// <summary>Whether a problem is dropped when any of its responses was cut by the length limit.</summary>
    public bool DropTruncated { get; init; }

    /// <summary>How many batches of problems one step may sample to fill itself. A step that is still not full goes on with what it has; one with nothing stops the run.</summary>
    [Range(1, 10_000)]
    public int MaxRounds { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (MinAccuracy > MaxAccuracy) yield return $"min_accuracy is {MinAccuracy}, above max_accuracy = {MaxAccuracy}, so that no problem could be kept. Exchange them.";
    }
}
