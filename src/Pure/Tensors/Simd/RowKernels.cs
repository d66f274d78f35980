// The operations between the matrix products, each over one row and in fp32 whatever the element is. They do in one pass over
// memory what an operator for each sign of the formula would do in five.
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Row by row.</summary>
/// <typeparam name="T">Element of the activations.</typeparam>
internal static unsafe class RowKernels<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Root-mean-square norm (arXiv 1910.07467, equation 4): y = x / sqrt(mean(x²) + epsilon) · w.</summary>
    public static void Norm(T* x, float* weight, T* y, int width, float epsilon)
    {
        Vector512<float> squares = default;
        int i = 0;
        for (; i <= width - 16; i += 16)
        {
            Vector512<float> v = T.Load(x + i);
            squares = Vector512.FusedMultiplyAdd(v, v, squares);
        }

        float sum = Vector512.Sum(squares);
        for (int k = i; k < width; k++) sum += T.Get(x + k) * T.Get(x + k);
        float scale = 1 / MathF.Sqrt((sum / width) + epsilon);
        for (i = 0; i <= width - 16; i += 16) T.Store(y + i, T.Load(x + i) * scale * Vector512.Load(weight + i));
        for (; i < width; i++) T.Set(y + i, T.Get(x + i) * scale * weight[i]);
    }

    /// <summary>Rotates one head (arXiv 2104.09864, equation 34); the sine carries the sign of the swapped half.</summary>
    /// <param name="x">The head, <paramref name="size"/> elements.</param>
    /// <param name="cos">Cosines of the position.</param>
    /// <param name="sin">Signed sines of the position.</param>
    /// <param name="y">The rotated head, rounded to the element and widened again.</param>
    /// <param name="size">Head size, even.</param>
    public static void Rotate(T* x, float* cos, float* sin, float* y, int size)
    {
        int half = size / 2, i = 0;
        for (; i <= half - 16; i += 16)
        {
            Vector512<float> low = T.Load(x + i), high = T.Load(x + half + i);
            Rounded(Vector512.FusedMultiplyAdd(high, Vector512.Load(sin + i), low * Vector512.Load(cos + i))).Store(y + i);
            Rounded(Vector512.FusedMultiplyAdd(low, Vector512.Load(sin + half + i), high * Vector512.Load(cos + half + i))).Store(y + half + i);
        }

        for (; i < half; i++)
        {
            float low = T.Get(x + i), high = T.Get(x + half + i);
            y[i] = Rounded((low * cos[i]) + (high * sin[i]));
            y[half + i] = Rounded((high * cos[half + i]) + (low * sin[half + i]));
        }
    }

    /// <summary>The gradient of what <see cref="Rotate"/> was given: the transposed rotation of the gradient of what it made.</summary>
    /// <param name="y">The gradient, fp32.</param>
    /// <param name="cos">Cosines of the position.</param>
    /// <param name="sin">Signed sines of the position.</param>
    /// <param name="x">Written, rounded to the element.</param>
    /// <param name="size">Head size, even.</param>
    public static void RotateBack(float* y, float* cos, float* sin, T* x, int size)
    {
        int half = size / 2, i = 0;
        for (; i <= half - 16; i += 16)
        {
            Vector512<float> low = Vector512.Load(y + i), high = Vector512.Load(y + half + i);
            T.Store(x + i, Vector512.FusedMultiplyAdd(high, Vector512.Load(sin + half + i), low * Vector512.Load(cos + i)));
            T.Store(x + half + i, Vector512.FusedMultiplyAdd(low, Vector512.Load(sin + i), high * Vector512.Load(cos + half + i)));
        }

        for (; i < half; i++)
        {
            (float low, float high) = (y[i], y[half + i]);
            T.Set(x + i, (low * cos[i]) + (high * sin[half + i]));
            T.Set(x + half + i, (high * cos[half + i]) + (low * sin[i]));
        }
    }

    /// <summary>y = x in fp32.</summary>
    public static void Widen(T* x, float* y, int width)
    {
        int i = 0;
        for (; i <= width - 16; i += 16) T.Load(x + i).Store(y + i);
        for (; i < width; i++) y[i] = T.Get(x + i);
    }

    /// <summary>y = x · scale, rounded to the element.</summary>
    public static void Scaled(float* x, float scale, T* y, int width)
    {
        int i = 0;
        for (; i <= width - 16; i += 16) T.Store(y + i, Vector512.Load(x + i) * scale);
        for (; i < width; i++) T.Set(y + i, x[i] * scale);
    }

    private static Vector512<float> Rounded(Vector512<float> values)
    {
        if (typeof(T) == typeof(Fp32)) return values;
        T* rounded = stackalloc T[16];
        T.Store(rounded, values);
        return T.Load(rounded);
    }

    private static float Rounded(float value)
    {
        T rounded;
        T.Set(&rounded, value);
        return T.Get(&rounded);
    }
}
