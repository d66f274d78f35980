namespace Pure.Config;

/// <summary>The numbers that a model's weights and activations are made of. Norms, softmax, log-probabilities and losses are in fp32 in either case.</summary>
public enum ComputeType
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>bfloat16: half the memory, and much faster products on processors and GPUs that have them.</summary>
    Bf16,
}
