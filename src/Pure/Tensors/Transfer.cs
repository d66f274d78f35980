// Tensors between the host and the device of a model. What goes to a device is ids and positions; what comes back is one number a token or
// a label, so losses, metrics and rewards are computed on the host, by the same lines whatever the device.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Moves tensors where they are not yet there.</summary>
internal static class Transfer
{
    private const long HostPiece = 1 << 20, DevicePiece = 1 << 26;

    /// <summary>The tensor on a device; itself if it is there. Differentiable.</summary>
    public static Tensor On(this Tensor tensor, Device device) =>
        tensor.device_type == device.type && (device.type == DeviceType.CPU || tensor.device_index == device.index) ? tensor : tensor.to(device);

    /// <summary>The tensor in the host's memory. From a GPU this waits until it is computed. Differentiable.</summary>
    public static Tensor OnHost(this Tensor tensor) => tensor.device_type is DeviceType.CPU or DeviceType.META ? tensor : tensor.cpu();

    /// <summary>Rows of a tensor, with indices from anywhere. A GPU adds up the gradients of a repeated row in a fixed order only for an index expression.</summary>
    /// <param name="tensor">(R, ...)</param>
    /// <param name="indices">(N), int64</param>
    /// <returns>(N, ...)</returns>
    public static Tensor Rows(this Tensor tensor, Tensor indices) => tensor.device_type == DeviceType.CPU
        ? tensor.index_select(0, indices)
        : tensor.index(TensorIndex.Tensor(indices.On(tensor.device)));

    /// <summary>The numbers of an fp32 tensor.</summary>
    public static float[] Floats(this Tensor tensor) => tensor.detach().OnHost().contiguous().data<float>().ToArray();

    /// <summary>How many elements of a large tensor are worked on at once, so that it is never there a second time as a whole: a GPU needs more of them to be busy.</summary>
    public static long Piece(Tensor tensor) => tensor.device_type == DeviceType.CPU ? HostPiece : DevicePiece;
}
