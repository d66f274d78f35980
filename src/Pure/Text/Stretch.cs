namespace Pure.Text;

/// <summary>A part of a text: an added token, or what lies between added tokens.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Token">The added token found there; null for plain text.</param>
internal readonly record struct Stretch(int Start, int End, AddedToken? Token);
