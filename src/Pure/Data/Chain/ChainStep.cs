namespace Pure.Data.Chain;

/// <summary>One step of a response with the exact checker's verdict.</summary>
/// <param name="Text">The step without its newline.</param>
/// <param name="Kind">Its form.</param>
/// <param name="Error">What is wrong with it, or <see cref="ChainStepError.None"/>.</param>
public sealed record ChainStep(string Text, ChainStepKind Kind, ChainStepError Error)
{
    /// <summary>Whether the step is correct.</summary>
    public bool Correct => Error == ChainStepError.None;
}
