namespace Pure.Text;

/// <summary>The pre-tokenizer patterns that are known: how a text is cut into pieces before bytes are merged.</summary>
public enum SplitPattern
{
    /// <summary>No cut: byte-level letters only.</summary>
    Whole,

    /// <summary>The pattern of GPT-2, built into the ByteLevel pre-tokenizer.</summary>
    Gpt2,

    /// <summary>The pattern of Qwen2, 2.5 and 3: each digit a piece of its own.</summary>
    Qwen2,

    /// <summary>The pattern of Llama 3: as Qwen2, but digits in threes.</summary>
    Llama3,
}
