using System.ComponentModel.DataAnnotations;

namespace Pure.Data;

/// <summary>How the rows of data files are read. The container follows from the file's name: .jsonl, .ndjson, .json, .parquet, and the first three with .gz behind.</summary>
public sealed record DataOptions
{
    /// <summary>What <see cref="Format"/> is when the columns of the first row decide.</summary>
    public const string Auto = "auto";

    /// <summary>Layout of a row: problem, verl; prompt_completion, messages; stepwise, prm800k, math_shepherd; outcome; preference. With 'auto' it is the layout whose columns the first row has.</summary>
    [Required]
    public string Format { get; init; } = Auto;

    /// <summary>Which columns of the file hold what; only for columns that are named otherwise.</summary>
    public DataColumns Columns { get; init; } = new();

    /// <summary>How many rows of a file may be unreadable. They are skipped and counted; one more ends the command, which names the first of them.</summary>
    [Range(0, 1_000_000_000)]
    public int MaxBadRows { get; init; }

    /// <summary>PRM800K: what a step that is rated neutral (0) counts as.</summary>
    public NeutralSteps NeutralSteps { get; init; } = NeutralSteps.Good;

    /// <summary>PRM800K: also take each alternative of a step that the labeller rated and did not choose, as a solution that ends with it.</summary>
    public bool Alternatives { get; init; }
}
