namespace Pure.Data.Formats;

/// <summary>TRL's prompt-completion rows: <c>prompt</c>, <c>completion</c>.</summary>
internal static class PromptCompletionFormat
{
    public static RowFormat<Demonstration> Format { get; } = RowFormat<Demonstration>.One("prompt_completion", ["prompt", "completion"], fields =>
    {
        var prompt = fields.Prompt("prompt");
        return new Demonstration(prompt, fields.Text("completion"));
    });
}
