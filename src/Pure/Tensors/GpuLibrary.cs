using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Whether the libtorch that is loaded can compute on a GPU, said in one sentence where it cannot.</summary>
internal static class GpuLibrary
{
    /// <summary>Prepares libtorch for a GPU.</summary>
    /// <param name="index">Its number.</param>
    /// <exception cref="PureException">libtorch has no CUDA, or there is no such GPU.</exception>
    public static void Check(int index)
    {
        if (!File.Exists(Path.Combine(LibTorchLoader.Folder, "libtorch_cuda.so")))
            throw new PureException($"The device is cuda, and the libtorch in '{LibTorchLoader.Folder}' is built without CUDA. Set {LibTorchLoader.FolderVariable} to a folder with libtorch {LibTorchLoader.Version} for CUDA, such as site-packages/torch/lib of that Python PyTorch, or set device to cpu.");
        bool works;
        try
        {
            works = TryInitializeDeviceType(DeviceType.CUDA) && cuda.is_available();
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or InvalidOperationException)
        {
            throw new PureException($"libtorch for CUDA does not load from '{LibTorchLoader.Folder}': {e.Message.Split('\n')[0].Trim()} Check that the CUDA libraries it was built for are beside it, or set device to cpu.", e);
        }

        if (!works) throw new PureException("The device is cuda, and libtorch finds no GPU that it can use. Check the driver with 'nvidia-smi', or set device to cpu.");
        int count = cuda.device_count();
        if (index >= count) throw new PureException($"The device is cuda:{index}, and this machine has {count} GPU{(count == 1 ? "" : "s")}, numbered from 0. Give a smaller number.");
    }
}
