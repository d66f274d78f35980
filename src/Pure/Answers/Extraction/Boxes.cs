namespace Pure.Answers.Extraction;

/// <summary>Boxes of LaTeX: \boxed{…}, \fbox{…}, \boxed 5.</summary>
internal static class Boxes
{
    private const int LongestConnector = 120;
    private const int MostLetters = 25;

    /// <summary>The last box; neighbours that only a connector separates are joined to it.</summary>
    /// <param name="text">The response.</param>
    /// <param name="strict">Whether a box that is not closed is no answer.</param>
    public static ExtractedAnswer? Last(string text, bool strict)
    {
        List<Box> boxes = Outermost(text, out int open);
        if (open >= 0 && (boxes.Count == 0 || open > boxes[^1].Start))
        {
            if (strict) return null;
            int line = text.IndexOf('\n', open);
            string rest = line < 0 ? text[open..] : text[open..line];
            if (rest.Length < 400 && Spans.Clean(rest) is { Length: > 0 } clean && !clean.Contains(@"\boxed", StringComparison.Ordinal)) return new ExtractedAnswer(clean, "open box", open, open + rest.Length, Several: false);
        }

        if (boxes.Count == 0) return null;
        int first = boxes.Count - 1;
        while (first > 0 && boxes.Count - first < 64 && IsConnector(text.AsSpan(boxes[first - 1].End, boxes[first].Start - boxes[first - 1].End))) first--;
        var contents = new List<string>();
        foreach (Box box in boxes.Skip(first))
        {
            string content = text[box.ContentStart..box.ContentEnd].Trim();
            if (!contents.Contains(content)) contents.Add(content);
        }

        return new ExtractedAnswer(string.Join(", ", contents), "box", boxes[first].ContentStart, boxes[^1].ContentEnd, contents.Count > 1);
    }

    /// <summary>The boxes that are in no other box, in order; the start of the content of the last one that is not closed, or -1.</summary>
    private static List<Box> Outermost(string text, out int open)
    {
        var braces = new Stack<(int BoxStart, int ContentStart)>();
        var boxes = new List<Box>();
        for (int k = 0; k < text.Length; k++)
        {
            char c = text[k];
            if (c == '\\')
            {
                int length = CommandLength(text, k);
                if (length == 0)
                {
                    // \{ and \} are no braces; of two backslashes the second may begin a command.
                    if (k + 1 < text.Length && text[k + 1] is '{' or '}') k++;
                    continue;
                }

                int at = k + length;
                while (at < text.Length && text[at] == ' ') at++;
                if (at < text.Length && text[at] == '{') braces.Push((k, at + 1));
                else Add(boxes, Unbraced(text, k, at));
                k = at;
            }
            else if (c == '{') braces.Push((-1, -1));
            else if (c == '}' && braces.TryPop(out (int BoxStart, int ContentStart) opened) && opened.BoxStart >= 0) Add(boxes, new Box(opened.BoxStart, opened.ContentStart, k, k + 1));
        }

        open = -1;
        foreach ((int boxStart, int contentStart) in braces)
        {
            if (boxStart < 0) continue;
            open = contentStart;
            break;
        }

        return boxes;
    }

    /// <summary>Adds a box; those inside it go.</summary>
    private static void Add(List<Box> boxes, Box box)
    {
        while (boxes.Count > 0 && boxes[^1].Start > box.Start) boxes.RemoveAt(boxes.Count - 1);
        boxes.Add(box);
    }

    private static int CommandLength(string text, int at)
    {
        foreach (string command in (ReadOnlySpan<string>)[@"\boxed", @"\fbox"])
        {
            if (string.CompareOrdinal(text, at, command, 0, command.Length) == 0 && (at + command.Length >= text.Length || !char.IsAsciiLetter(text[at + command.Length]))) return command.Length;
        }

        return 0;
    }

    private static Box Unbraced(string text, int start, int at)
    {
        int end = at;
        while (end < text.Length && end - at < 200 && text[end] is not ('$' or '\n') && !(text[end] == '\\' && end + 1 < text.Length && text[end + 1] is ')' or ']')) end++;
        return new Box(start, at, end, end);
    }

    /// <summary>Whether what stands between two boxes only joins them: no sentence ends, and few letters, one word of them and/or.</summary>
    private static bool IsConnector(ReadOnlySpan<char> between)
    {
        if (between.Length > LongestConnector) return false;
        int letters = 0, others = 0;
        bool and = false;
        for (int k = 0; k < between.Length; k++)
        {
            char c = between[k];
            if (c is '.' or '?' or '!' && (k + 1 >= between.Length || char.IsWhiteSpace(between[k + 1]))) return false;
            if (c == '\\')
            {
                int end = k + 1;
                while (end < between.Length && char.IsAsciiLetter(between[end])) end++;
                k = Math.Max(k + 1, end - 1);
            }
            else if (char.IsLetter(c))
            {
                int end = k;
                while (end < between.Length && char.IsLetter(between[end])) end++;
                ReadOnlySpan<char> word = between[k..end];
                and |= word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("or", StringComparison.OrdinalIgnoreCase);
                letters += word.Length;
                k = end - 1;
            }
            else if (c is not (',' or ';' or '&' or '$' or '{' or '}' or '(' or ')' or '=' or '_' or '~' or '*') && !char.IsWhiteSpace(c) && !char.IsAsciiDigit(c)) others++;
        }

        return others == 0 && (letters == 0 || (and && letters <= MostLetters));
    }

    /// <summary>A box by its positions.</summary>
    private readonly record struct Box(int Start, int ContentStart, int ContentEnd, int End);
}
