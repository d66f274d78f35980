namespace Pure.Models;

/// <summary>A family of decoders. They are one architecture (norms before attention and MLP, rotary positions, gated MLP) and differ in
/// biases, in norms of queries and keys, and in how positions are scaled; <see cref="ModelConfig"/> holds these as data.</summary>
public enum ModelFamily
{
    /// <summary>Qwen2 and Qwen2.5 (arXiv 2407.10671): biases on queries, keys and values.</summary>
    Qwen2,

    /// <summary>Qwen3 (arXiv 2505.09388): norms of queries and keys, no biases, a head size of its own.</summary>
    Qwen3,

    /// <summary>Llama 2 and 3 (arXiv 2407.21783): neither.</summary>
    Llama,

    /// <summary>Mistral (arXiv 2310.06825), with the attention window off.</summary>
    Mistral,
}
