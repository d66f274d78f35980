namespace Pure.Config;

/// <summary>What training keeps of the forward pass. The gradients are the same to the bit in every case.</summary>
public enum LayerRecomputation
{
    /// <summary>Recompute when the activations of the micro-batches would take more than a quarter of the memory that is available; on a GPU, whose memory is not known here, always.</summary>
    Auto,

    /// <summary>Keep everything: fastest.</summary>
    Never,

    /// <summary>Keep the input of each layer and compute the layer again in the backward pass: about a third more work.</summary>
    Always,
}
