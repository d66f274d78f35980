using System.Buffers;
using System.Text;

namespace Pure.Text;

/// <summary>
/// Cuts a text at its added tokens. Found is the leftmost, and of several at one place the longest. One that is found but
/// not taken (special tokens not allowed, or part of a larger word) is passed over as a whole, and white space that a
/// token swallows is searched again for tokens that begin with it: both as the reference implementation does it.
/// </summary>
internal sealed class AddedTokenSplitter
{
    private readonly SearchValues<string> _contents;
    private readonly Dictionary<char, (string Content, AddedToken Token)[]> _byFirst;

    /// <summary>A splitter at these tokens, each with the text that it is found by.</summary>
    public AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _byFirst = tokens
            .GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        string[] contents = _byFirst.Values.SelectMany(group => group).Select(token => token.Content).ToArray();
        _contents = SearchValues.Create(contents, StringComparison.Ordinal);
    }

    /// <summary>The stretches of <paramref name="text"/> in order; plain ones are never empty.</summary>
    /// <param name="text">Text without lone surrogates.</param>
    /// <param name="allowSpecial">Whether special tokens are cut out too.</param>
    public List<Stretch> Split(string text, bool allowSpecial)
    {
        List<Stretch> stretches = [];
        int done = 0;
        int search = 0;
        while (Find(text, search) is var (content, token, found))
        {
            search = found + content.Length;
            if (token.Special && !allowSpecial) continue;
            if (token.SingleWord && TouchesWord(text, found, search)) continue;
            (int start, int end) = WithStrippedSpace(text, token, found, search, done);
            if (start > done) stretches.Add(new Stretch(done, start, Token: null));
            stretches.Add(new Stretch(start, end, token));
            done = end;
        }

        if (done < text.Length) stretches.Add(new Stretch(done, text.Length, Token: null));
        return stretches;
    }

    private (string Content, AddedToken Token, int Start)? Find(string text, int from)
    {
        int offset = text.AsSpan(from).IndexOfAny(_contents);
        if (offset < 0) return null;
        int start = from + offset;
        (string content, AddedToken token) = _byFirst[text[start]]
            .First(candidate => text.AsSpan(start).StartsWith(candidate.Content, StringComparison.Ordinal));
        return (content, token, start);
    }

    private static (int Start, int End) WithStrippedSpace(string text, AddedToken token, int start, int end, int done)
    {
        if (token.StripLeft)
        {
            while (start > done && char.IsWhiteSpace(text[start - 1])) start--;
        }

        if (token.StripRight)
        {
            while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
        }

        return (start, end);
    }

    private static bool TouchesWord(string text, int start, int end) =>
        (Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out Rune before, out _) == OperationStatus.Done && CharacterClasses.IsWord(before))
        || (Rune.DecodeFromUtf16(text.AsSpan(end), out Rune after, out _) == OperationStatus.Done && CharacterClasses.IsWord(after));
}
