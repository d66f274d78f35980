using System.Text;

namespace Pure.Text;

/// <summary>Keeps special tokens that texts spell out from being taken for tokens: a mark within each of them, which is no character
/// (U+FDD0 to U+FDEF are never assigned) and occurs in none of the texts.</summary>
internal sealed class SpecialTokenGuard
{
    private const char FirstMark = '\uFDD0';
    private const char LastMark = '\uFDEF';

    private readonly string _mark;
    private readonly string[] _special;

    /// <param name="tokens">Of a tokenizer.</param>
    /// <param name="texts">All texts that will be hidden.</param>
    /// <exception cref="PureException">The texts have every possible mark in them.</exception>
    public SpecialTokenGuard(IEnumerable<AddedToken> tokens, IReadOnlyList<string> texts)
    {
        _special = [.. tokens.Where(token => token.Special).Select(token => token.Content)];
        for (char mark = FirstMark; mark <= LastMark; mark++)
        {
            if (texts.Any(text => text.Contains(mark, StringComparison.Ordinal))) continue;
            _mark = mark.ToString();
            return;
        }

        throw new PureException("A message holds all of the code points U+FDD0 to U+FDEF, which are no characters. Remove them.");
    }

    /// <summary>The text with a mark in each special token.</summary>
    public string Hide(string text)
    {
        foreach (string token in _special)
        {
            if (!text.Contains(token, StringComparison.Ordinal)) continue;
            int first = Rune.GetRuneAt(token, 0).Utf16SequenceLength;
            if (first == token.Length) throw new PureException($"A message holds '{token}', which is a special token of one character and cannot be told from the template's. Remove it.");
            text = text.Replace(token, token.Insert(first, _mark), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The text as it was before <see cref="Hide"/>.</summary>
    public string Show(string text) => text.Replace(_mark, "", StringComparison.Ordinal);
}
