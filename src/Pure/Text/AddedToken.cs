namespace Pure.Text;

/// <summary>
/// A token outside the merges, found in the text as it stands before anything else happens: an entry of
/// <c>added_tokens</c> in tokenizer.json.
/// </summary>
/// <param name="Id">Its id, 0 or more.</param>
/// <param name="Content">Its text, not empty.</param>
/// <param name="Special">Control token (end of text, turn markers): hidden by <c>skipSpecial</c>, and taken from user
/// text only where the caller allows it.</param>
/// <param name="SingleWord">Found only where no word character touches it.</param>
/// <param name="StripLeft">Swallows the white space before it.</param>
/// <param name="StripRight">Swallows the white space after it.</param>
/// <param name="Normalized">Looked for in the normalised text instead of the text as given.</param>
public sealed record AddedToken(
    int Id, string Content, bool Special, bool SingleWord = false, bool StripLeft = false, bool StripRight = false, bool Normalized = false);
