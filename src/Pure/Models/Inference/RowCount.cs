namespace Pure.Models.Inference;

/// <summary>
/// Rounds the number of rows of a matrix product up. oneDNN compiles a kernel for each shape that it has not seen before, and while responses
/// end one by one every step would have a shape of its own.
/// </summary>
internal static class RowCount
{
    /// <summary>The next multiple of 4 up to 16, of 8 up to 128, of an eighth of the power of two below beyond that.</summary>
    public static int Rounded(int count)
    {
        int step = count <= 16 ? 4 : count <= 128 ? 8 : Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count) / 16);
        return (count + step - 1) / step * step;
    }
}
