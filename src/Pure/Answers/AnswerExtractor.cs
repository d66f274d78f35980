// The final answer of a response. Strict, for rewards: the last box or nothing. Lenient, for evaluation: a box, else what follows "the
// answer is" and the like, else the last formula or number. Everything is linear in the length of the response.
using Pure.Answers.Extraction;

namespace Pure.Answers;

/// <summary>Finds the final answer of a response.</summary>
public static class AnswerExtractor
{
    private static readonly string[] TurnEnds = ["<|im_end|>", "<|endoftext|>", "</s>", "<|im_start|>", "<|eot_id|>"];

    /// <summary>The final answer, or <see langword="null"/> when the profile finds none.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="profile">Whether only a box counts.</param>
    public static ExtractedAnswer? Extract(string response, AnswerProfile profile) => Extract(response, profile, choice: false);

    /// <summary>The final answer, or <see langword="null"/>.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="profile">Whether only a box counts.</param>
    /// <param name="choice">Whether the answer is the letter of a choice.</param>
    public static ExtractedAnswer? Extract(string response, AnswerProfile profile, bool choice)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Compatibility == AnswerCompatibility.Hendrycks)
            return HendrycksScorer.LastBoxed(response) is { } box ? new ExtractedAnswer(box, "box", 0, response.Length, Several: false) : null;
        int end = TurnEnd(response);
        int thought = response.LastIndexOf("</think>", Math.Max(0, end - 1), StringComparison.Ordinal);
        int start = thought < 0 ? 0 : thought + "</think>".Length;
        ExtractedAnswer? found = Within(response, start, end, profile, choice);
        return found is null && start > 0 && !profile.BoxOnly ? Within(response, 0, thought, profile, choice) : found;
    }

    /// <summary>How much of a response is searched for anything but boxes.</summary>
    private const int Tail = 200_000;

    private static int TurnEnd(string response)
    {
        int end = response.Length;
        foreach (string marker in TurnEnds)
        {
            int at = response.IndexOf(marker, StringComparison.Ordinal);
            // A marker at the very start ends nothing.
            if (at > 0 && at < end) end = at;
        }

        return end;
    }

    private static ExtractedAnswer? Within(string response, int start, int end, AnswerProfile profile, bool choice)
    {
        string text = start == 0 && end == response.Length ? response : response[start..end];
        ExtractedAnswer? found = Boxes.Last(text, profile.BoxOnly);
        if (!profile.BoxOnly)
        {
            int cut = Math.Max(0, text.Length - Tail);
            string tail = cut == 0 ? text : text[cut..];
            ExtractedAnswer? Shifted(ExtractedAnswer? answer) => answer is null ? null : answer with { Start = answer.Start + cut, End = answer.End + cut };
            if (found is null && choice) found = Shifted(LetterSearch.Last(tail));
            found = (found is null ? Shifted(Anchors.Last(tail)) : Shifted(Anchors.AfterBox(tail, found.End - cut))) ?? found ?? Shifted(Spans.LastFormulaOrNumber(tail)) ?? Shifted(LastWords.Number(tail));
        }

        return found is null ? null : found with { Start = found.Start + start, End = found.End + start };
    }
}
