// An open safetensors file. Data is mapped into memory one tensor at a time and goes from the map straight into a tensor of the wanted
// type: there is never a second copy in memory of this process, in whatever type the file is, and the map of one tensor is gone before
// the next is read.
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Reads single tensors of a file.</summary>
public sealed partial class SafeTensorFile : IDisposable
{
    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly Dictionary<string, SafeTensorEntry> _entries;

    private SafeTensorFile(FileStream file, List<SafeTensorEntry> entries)
    {
        _file = file;
        _entries = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        _map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        Tensors = [.. entries.Select(e => new TensorSpec(e.Name, e.Type, e.Shape))];
    }

    /// <summary>What is in the file, in the order of the data.</summary>
    public IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="PureException">The file is missing or not a sound safetensors file; the message says where.</exception>
    public static SafeTensorFile Open(string path)
    {
        if (!File.Exists(path)) throw new PureException($"The file '{path}' does not exist. Give the folder of a checkpoint that has it.");
        FileStream file;
        try
        {
            file = File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"The file '{path}' cannot be opened: {e.Message}", e);
        }

        try
        {
            return new SafeTensorFile(file, SafeTensorHeader.Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <param name="type">The type it shall have; <see langword="null"/> for the file's own. Integers keep theirs.</param>
    /// <param name="device">Where it shall lie; the host's memory when not given.</param>
    /// <returns>A tensor that belongs to no scope.</returns>
    public unsafe Tensor Read(string name, ScalarType? type = null, Device? device = null)
    {
        SafeTensorEntry entry = _entries[name];
        ScalarType wanted = type is { } given && SafeTensorEntry.IsFloating(entry.Type) ? given : entry.Type;
        Tensor tensor = empty(entry.Shape, dtype: wanted, device: device ?? CPU).DetachFromDisposeScope();
        if (entry.Length == 0) return tensor;

        using MemoryMappedViewAccessor view = _map.CreateViewAccessor(entry.Start, entry.Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            using Tensor mapped = OverMemory((nint)(start + view.PointerOffset), entry.Shape, entry.Type);
            using IDisposable quiet = no_grad();
            tensor.copy_(mapped);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        return tensor;
    }

    public void Dispose()
    {
        _map.Dispose();
        _file.Dispose();
    }

    /// <summary>A tensor over memory that it does not own.</summary>
    private static unsafe Tensor OverMemory(nint data, long[] shape, ScalarType type)
    {
        long[] strides = new long[shape.Length];
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        fixed (long* sizes = shape, steps = strides)
        {
            const int Cpu = 0, Strided = 0;
            if (aoti_torch_create_tensor_from_blob_v2(data, shape.Length, sizes, steps, 0, (int)type, Cpu, 0, out nint handle, Strided, 0, 0) != 0)
                throw new InvalidOperationException("libtorch refused mapped memory; it printed the reason on standard error.");
            return Tensor.UnsafeCreateTensor(handle);
        }
    }

    [LibraryImport("libtorch_cpu.so")]
    private static unsafe partial int aoti_torch_create_tensor_from_blob_v2(
        nint data, long dimensions, long* sizes, long* strides, long offset, int type, int device, int index, out nint tensor, int layout, nint metadata, long metadataSize);
}
