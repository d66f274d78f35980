using System.Runtime.InteropServices;

namespace Pure.Runs;

/// <summary>
/// Arrays of numbers as bytes and back. The bytes are those in memory, which every machine this runs on has in little-endian order.
/// </summary>
internal static class Blobs
{
    public static byte[] Of<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(numbers).ToArray();

    /// <summary>Rounded to float32.</summary>
    public static byte[] OfSingles(double[] numbers) => Of(Array.ConvertAll(numbers, number => (float)number));

    public static T[] Read<T>(byte[] bytes)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    public static double[] ReadSingles(byte[] bytes) => Array.ConvertAll(Read<float>(bytes), number => (double)number);
}
