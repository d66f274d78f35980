using System.Text;
using CsCheck;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-tests").FullName;

    [Fact]
    public void What_is_written_is_read_to_the_bit_in_every_type()
    {
        using DisposeScope scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["b"] = randn(3, 5),
            ["a"] = randn(4).to(ScalarType.BFloat16),
            ["half"] = randn(2, 2).to(ScalarType.Float16),
            ["scalar"] = tensor(1.5f),
            ["count"] = tensor(new long[] { 1, -2, long.MaxValue }),
            ["none"] = zeros(0, 3),
        };
        string path = Path.Combine(_folder, "x.safetensors");

        SafeTensors.Write(path, tensors);
        SortedDictionary<string, Tensor> read = SafeTensors.Read(path);

        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), read.Keys);
        foreach ((string name, Tensor tensor) in tensors)
        {
            Assert.Equal(tensor.dtype, read[name].dtype);
            Assert.Equal(tensor.shape, read[name].shape);
            if (tensor.numel() > 0) Assert.True(tensor.bytes.SequenceEqual(read[name].bytes), name);
        }
    }

    [Fact]
    public void Equal_tensors_give_equal_files_and_the_header_is_aligned()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = randn(7);
        string first = Path.Combine(_folder, "1"), second = Path.Combine(_folder, "2");

        SafeTensors.Write(first, new Dictionary<string, Tensor> { ["x"] = weight, ["a"] = weight });
        SafeTensors.Write(second, new Dictionary<string, Tensor> { ["a"] = weight, ["x"] = weight });

        byte[] bytes = File.ReadAllBytes(first);
        Assert.Equal(bytes, File.ReadAllBytes(second));
        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        Assert.Contains("\"format\":\"pt\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_of_a_tensor_is_written_as_its_own_numbers()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slice = arange(12, dtype: ScalarType.Float32).reshape(3, 4).transpose(0, 1)[1];
        string path = Path.Combine(_folder, "slice");

        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["x"] = slice });

        Assert.Equal([1f, 5f, 9f], SafeTensors.Read(path)["x"].data<float>().ToArray());
    }

    [Fact]
    public void A_damaged_file_is_refused_in_one_sentence_whatever_the_damage()
    {
        using DisposeScope scope = NewDisposeScope();
        string path = Path.Combine(_folder, "good");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["x"] = randn(3, 2), ["y"] = randn(5) });
        byte[] good = File.ReadAllBytes(path);
        string damaged = Path.Combine(_folder, "damaged");

        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            byte[] bytes = [.. good.Take(length)];
            if (at < length) bytes[at] = value;
            File.WriteAllBytes(damaged, bytes);
            try
            {
                foreach (Tensor tensor in SafeTensors.Read(damaged).Values) tensor.Dispose();
            }
            catch (PureException e)
            {
                Assert.StartsWith($"'{damaged}' is not a sound safetensors file", e.Message, StringComparison.Ordinal);
            }
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<PureException>(() => SafeTensors.Read(Path.Combine(_folder, "nothing")));
        Assert.Contains("nothing", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
