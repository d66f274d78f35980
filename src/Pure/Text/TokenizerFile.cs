using System.Text;

namespace Pure.Text;

/// <summary>What a tokenizer.json says, read and checked: a byte-level BPE model and everything around it.</summary>
/// <param name="Vocabulary">Entries as the file spells them (byte-level letters), each with its id.</param>
/// <param name="Merges">Pairs in order of rank; both parts and their concatenation are in the vocabulary.</param>
/// <param name="AddedTokens">In file order; ids agree with the vocabulary where both name a token.</param>
/// <param name="Pattern">How text is cut before merging.</param>
/// <param name="Normalization">Unicode normalisation applied to text first; null where there is none.</param>
/// <param name="Unknown">Id for a byte without an entry; null: such a text is refused.</param>
/// <param name="FuseUnknown">A run of unknown bytes gives one unknown id instead of one each.</param>
/// <param name="IgnoreMerges">A piece that is a vocabulary entry as a whole is taken so, whatever the merges say.</param>
public sealed record TokenizerFile(
    Dictionary<string, int> Vocabulary,
    IReadOnlyList<(string Left, string Right)> Merges,
    IReadOnlyList<AddedToken> AddedTokens,
    SplitPattern Pattern,
    NormalizationForm? Normalization = null,
    int? Unknown = null,
    bool FuseUnknown = false,
    bool IgnoreMerges = false);
