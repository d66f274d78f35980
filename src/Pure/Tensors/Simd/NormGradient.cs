// Backward pass of RowKernels.Norm, over one row and in fp32 whatever the element is.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>The gradient of the root-mean-square norm.</summary>
/// <typeparam name="T">Element of the activations.</typeparam>
internal static unsafe class NormGradient<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>
    /// Of y = x r w with r = 1 / sqrt(mean(x²) + epsilon):  dx = r (g w - x r²/D sum(g w x)),  dw += g x r.
    /// </summary>
    /// <param name="x">The row that went in.</param>
    /// <param name="weight">w</param>
    /// <param name="gradient">g</param>
    /// <param name="dx">Receives the gradient for x; may be <paramref name="gradient"/>.</param>
    /// <param name="dw">Added to.</param>
    /// <param name="width">D</param>
    /// <param name="epsilon">As in the forward pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]  // a long loop that is called from the first step on
    public static void Row(T* x, float* weight, T* gradient, T* dx, float* dw, int width, float epsilon)
    {
        Vector512<float> squares = default, products = default;
        int i = 0;
        for (; i <= width - 16; i += 16)
        {
            Vector512<float> v = T.Load(x + i);
            squares = Vector512.FusedMultiplyAdd(v, v, squares);
            products = Vector512.FusedMultiplyAdd(T.Load(gradient + i) * Vector512.Load(weight + i), v, products);
        }

        float square = Vector512.Sum(squares), product = Vector512.Sum(products);
        for (int k = i; k < width; k++)
        {
            square += T.Get(x + k) * T.Get(x + k);
            product += T.Get(gradient + k) * weight[k] * T.Get(x + k);
        }

        float r = 1 / MathF.Sqrt((square / width) + epsilon), pull = r * r * product / width;
        for (i = 0; i <= width - 16; i += 16)
        {
            Vector512<float> v = T.Load(x + i), g = T.Load(gradient + i);
            Vector512.FusedMultiplyAdd(g * r, v, Vector512.Load(dw + i)).Store(dw + i);
            T.Store(dx + i, ((g * Vector512.Load(weight + i)) - (v * pull)) * r);
        }

        for (; i < width; i++)
        {
            float v = T.Get(x + i), g = T.Get(gradient + i);
            dw[i] += g * r * v;
            T.Set(dx + i, ((g * weight[i]) - (v * pull)) * r);
        }
    }
}
