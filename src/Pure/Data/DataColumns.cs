namespace Pure.Data;

/// <summary>
/// Names that a file's columns have instead of the usual ones. A dot goes into an object (<c>extra.answer</c>). A text with columns in
/// braces is put together of them: <c>"{solution}\n#### {answer}"</c>.
/// </summary>
public sealed record DataColumns
{
    /// <summary>Unique name of a problem; the row's number when there is none.</summary>
    public string? Id { get; init; }

    /// <summary>Text of a problem.</summary>
    public string? Problem { get; init; }

    /// <summary>Reference answer, a text; null or missing where it is not known.</summary>
    public string? Answer { get; init; }

    /// <summary>What stands before the response: a text, or a list of chat messages.</summary>
    public string? Prompt { get; init; }

    /// <summary>The response to imitate.</summary>
    public string? Completion { get; init; }

    /// <summary>Texts of the steps of a labelled solution.</summary>
    public string? Completions { get; init; }

    /// <summary>Labels of the steps.</summary>
    public string? Labels { get; init; }

    /// <summary>Label of the bare prompt.</summary>
    public string? RootLabel { get; init; }

    /// <summary>Whether the last step ends the response; true when missing.</summary>
    public string? Finished { get; init; }

    /// <summary>A conversation: a list of objects with role and content.</summary>
    public string? Messages { get; init; }

    /// <summary>The better response of a pair.</summary>
    public string? Chosen { get; init; }

    /// <summary>The worse response of a pair.</summary>
    public string? Rejected { get; init; }

    /// <summary>Where the file keeps what is usually called <paramref name="column"/>.</summary>
    internal string SourceOf(string column) => column switch
    {
        "id" => Id,
        "problem" => Problem,
        "answer" => Answer,
        "prompt" => Prompt,
        "completion" => Completion,
        "completions" => Completions,
        "labels" => Labels,
        "finished" => Finished,
        "messages" => Messages,
        "chosen" => Chosen,
        "rejected" => Rejected,
        _ => null,
    } ?? column;
}
