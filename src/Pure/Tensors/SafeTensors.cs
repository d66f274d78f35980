// The safetensors format: a JSON header {name: {dtype, shape, data_offsets}} behind its length, then the data. Writing is
// deterministic: names in ordinal order, header padded to 8 bytes with spaces, so equal weights give equal files.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Reads and writes safetensors files.</summary>
public static class SafeTensors
{
    private const int Slice = 1 << 28;  // Tensor.bytes spans at most 2 GiB, so data moves in slices

    /// <summary>What Hugging Face's readers expect in a header.</summary>
    private static readonly Dictionary<string, string> PyTorchFormat = new(StringComparer.Ordinal) { ["format"] = "pt" };

    /// <summary>Reads every tensor of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The type that floating-point tensors shall have; <see langword="null"/> for each one's own.</param>
    /// <exception cref="PureException">The file is missing or not a sound safetensors file; the message says where.</exception>
    public static SortedDictionary<string, Tensor> Read(string path, ScalarType? type = null)
    {
        using var file = SafeTensorFile.Open(path);
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (TensorSpec spec in file.Tensors) tensors[spec.Name] = file.Read(spec.Name, type);
        return tensors;
    }

    /// <summary>Writes tensors to a new file and flushes it to the disk.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">Tensors on any device.</param>
    /// <param name="metadata">Texts for the header's <c>__metadata__</c>; <c>format: pt</c> when left out.</param>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, [.. tensors.Select(t => new TensorSpec(t.Key, t.Value.dtype, t.Value.shape))], name => tensors[name], metadata);

    /// <summary>Writes tensors that are made one at a time, so that no more than one need be in memory.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="specs">What will be written, in any order.</param>
    /// <param name="tensor">Gives the tensor of a name, in its spec's type and shape. Called once a name, in ordinal order, within a scope of its own.</param>
    /// <param name="metadata">Texts for the header's <c>__metadata__</c>; <c>format: pt</c> when left out.</param>
    public static void Write(string path, IReadOnlyList<TensorSpec> specs, Func<string, Tensor> tensor, IReadOnlyDictionary<string, string>? metadata = null)
    {
        TensorSpec[] ordered = [.. specs.OrderBy(s => s.Name, StringComparer.Ordinal)];
        using FileStream file = File.Create(path);
        file.Write(SafeTensorHeader.Make(ordered, metadata ?? PyTorchFormat));
        foreach (TensorSpec spec in ordered)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor flat = tensor(spec.Name).detach().contiguous().flatten();
            if (flat.dtype != spec.Type || flat.numel() * flat.element_size() != spec.Bytes)
                throw new InvalidOperationException($"The tensor '{spec.Name}' was announced as {spec.Type} with {spec.Bytes} bytes and is {flat.dtype} with {flat.numel()} elements.");
            WriteSlices(file, flat, spec.Bytes);
        }

        file.Flush(flushToDisk: true);
    }

    private static void WriteSlices(FileStream file, Tensor flat, long length)
    {
        int size = (int)flat.element_size();
        for (long done = 0; done < length; done += Slice)
        {
            long bytes = Math.Min(Slice, length - done);
            using Tensor slice = flat.narrow(0, done / size, bytes / size).OnHost();
            file.Write(slice.bytes);
        }
    }
}
