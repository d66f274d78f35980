// Math-Shepherd (arXiv 2312.08935): `input` is the problem and its solution with the mark " ки" after each step, `label` the same
// text with + or - in the places of the mark.
namespace Pure.Data.Formats;

/// <summary>Math-Shepherd's rows: <c>input</c>, <c>label</c>.</summary>
internal static class MathShepherdFormat
{
    private const string Mark = "ки";
    private const string FirstStep = "Step 1:";

    public static RowFormat<StepwiseSolution> Format { get; } = RowFormat<StepwiseSolution>.One("math_shepherd", ["input", "label"], fields =>
    {
        string input = fields.Text("input");
        int begin = input.IndexOf(FirstStep, StringComparison.Ordinal);
        if (begin < 0) throw new FormatException($"there is no '{FirstStep}' in 'input', so it is not known where the problem ends");
        string[] parts = input[begin..].Split(Mark);
        bool open = parts[^1].Trim().Length > 0;
        string[] steps = [.. (open ? parts : parts[..^1]).Select(step => step.Trim())];
        if (parts.Length == 1) throw new FormatException($"there is no mark ' {Mark}' in 'input'");
        return new StepwiseSolution(input[..begin].TrimEnd(), steps, Labels(input, fields.Text("label")), Finished: !open);
    });

    /// <summary>Walks both texts side by side: they differ only in the places of the mark.</summary>
    private static bool[] Labels(string input, string label)
    {
        var labels = new List<bool>();
        int at = 0, from = 0;
        for (int mark = input.IndexOf(Mark, StringComparison.Ordinal); mark >= 0; mark = input.IndexOf(Mark, from, StringComparison.Ordinal))
        {
            int text = mark - from;
            if (at + text >= label.Length || string.CompareOrdinal(input, from, label, at, text) != 0 || label[at + text] is not ('+' or '-'))
                throw new FormatException($"'label' is not 'input' with + or - in the places of the mark (step {labels.Count + 1})");
            labels.Add(label[at + text] == '+');
            at += text + 1;
            from = mark + Mark.Length;
        }

        return [.. labels];
    }
}
