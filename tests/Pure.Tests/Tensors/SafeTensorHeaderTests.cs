using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Pure.Tensors;

namespace Pure.Tests.Tensors;

/// <summary>Headers that are valid JSON and say something that is not so.</summary>
public sealed class SafeTensorHeaderTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("pure-tests").FullName, "x.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "does not start where the one before it ends")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "does not start where the one before it ends")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "its tensors end at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "its tensors end at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "dtype, shape and data_offsets must agree")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8, "dtype, shape and data_offsets must agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "dtype, shape and data_offsets must agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9000000000000000000],"data_offsets":[0,0]}}""", 0, "dtype, shape and data_offsets must agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9000000000,9000000000],"data_offsets":[0,8]}}""", 8, "cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "dtype, shape and data_offsets must agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "the header entry of tensor 'a' has no 'data_offsets'")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "the header entry of tensor 'a' has no 'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "the header entry of tensor 'a' has no 'shape'")]
    [InlineData("""{"a":[1]}""", 8, "the header entry of tensor 'a' is not an object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "occurs twice")]
    [InlineData("""[1]""", 0, "its header is not a JSON object")]
    public void A_header_that_cannot_be_is_refused(string json, int data, string message)
    {
        Write(Encoding.UTF8.GetBytes(json), data);
        var e = Assert.Throws<PureException>(() => SafeTensors.Read(_path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    [InlineData(0)]
    public void A_header_length_that_cannot_be_is_refused_before_memory_is_taken(long length)
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        File.WriteAllBytes(_path, bytes);
        var e = Assert.Throws<PureException>(() => SafeTensors.Read(_path));
        Assert.Contains("its header claims", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_header_whatever_makes_more_than_a_sentence()
    {
        string[] tokens = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"dtype\"", "\"F32\"", "\"BF16\"", "\"shape\"", "\"data_offsets\"", "0", "4", "8", "-1", "1e3", "null", "\"\\ud800\"", "9223372036854775807"];
        Gen.Int[0, tokens.Length - 1].Select(i => tokens[i]).Array[0, 30].Select(string.Concat).Sample(json =>
        {
            Write(Encoding.UTF8.GetBytes(json), 8);
            try
            {
                SafeTensorFile.Open(_path).Dispose();
            }
            catch (PureException e)
            {
                Assert.StartsWith($"'{_path}' is not a sound safetensors file", e.Message, StringComparison.Ordinal);
            }
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void Any_value_at_any_place_of_a_header_is_refused_or_read()
    {
        string[] values = ["null", "true", "-1", "0", "1", "2", "8", "1.5", "1e3", "1e999", "18446744073709551616", "\"\"", "\"F32\"", "\"BF16\"", "\"F8_E4M3\"", "\"\\ud800\"", "[]", "[0]", "[0,8]", "[2,-1]", "[[2]]", "{}", "{\"dtype\":\"F32\"}"];
        string[] places = ["\"F32\"", "[2,1]", "[0,8]", "{\"format\":\"pt\"}", "{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[8,14]}", "\"shape\"", "\"b\"", "14"];
        const string Whole = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]}}""";
        Gen.Select(Gen.Int[0, places.Length - 1], Gen.Int[0, values.Length - 1], Gen.Int[0, places.Length - 1], Gen.Int[0, values.Length - 1]).Sample((place, value, other, second) =>
        {
            Write(Encoding.UTF8.GetBytes(Whole.Replace(places[place], values[value], StringComparison.Ordinal).Replace(places[other], values[second], StringComparison.Ordinal)), 14);
            try
            {
                foreach (TorchSharp.torch.Tensor tensor in SafeTensors.Read(_path).Values) tensor.Dispose();
            }
            catch (PureException e)
            {
                Assert.StartsWith($"'{_path}' is not a sound safetensors file", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("given key", e.Message, StringComparison.Ordinal);
            }
        }, iter: 2000, threads: 1);
    }

    private void Write(byte[] json, int data)
    {
        byte[] bytes = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        File.WriteAllBytes(_path, bytes);
    }
}
