using System.Text;

namespace Pure.Text;

/// <summary>How a byte-level vocabulary is learned.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>Tokens in all: 256 bytes, the merges, and the special tokens. At least 256 and room for the latter.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>How text is cut into the pieces that no token crosses; not <see cref="SplitPattern.Whole"/>.</summary>
    public SplitPattern Pattern { get; init; } = SplitPattern.Qwen2;

    /// <summary>Unicode normalisation applied first; null for none.</summary>
    public NormalizationForm? Normalization { get; init; } = NormalizationForm.FormC;

    /// <summary>A pair is merged only if it was seen this often; 1 or more.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>Added tokens; they take the last ids, in this order.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = ["<|endoftext|>"];
}
