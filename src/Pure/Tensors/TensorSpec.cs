using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>What a file says about a tensor before its data is read or written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
public sealed record TensorSpec(string Name, ScalarType Type, long[] Shape)
{
    /// <summary>Size of the data.</summary>
    public long Bytes => Shape.Aggregate(SafeTensorEntry.SizeOf(Type), (long product, long size) => product * size);
}
