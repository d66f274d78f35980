// The gated activation (SwiGLU; Shazeer, arXiv 2002.05202, equation 5) over one row, forward and backward, in fp32 whatever the
// element is.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>y = silu(gate) · up</summary>
/// <typeparam name="T">Element of the activations.</typeparam>
internal static unsafe class Gate<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>The activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]  // a long loop that is called from the first step on
    public static void Row(T* gate, T* up, T* y, int width)
    {
        int i = 0;
        for (; i <= width - 16; i += 16)
        {
            Vector512<float> a = T.Load(gate + i);
            T.Store(y + i, a / (Vector512<float>.One + Exponential.Of(-a)) * T.Load(up + i));
        }

        for (; i < width; i++)
        {
            float a = T.Get(gate + i);
            T.Set(y + i, a / (1 + MathF.Exp(-a)) * T.Get(up + i));
        }
    }

    /// <summary>Of y = silu(gate) · up:  dgate = g up s (1 + gate (1 - s)),  dup = g gate s,  s = sigmoid(gate).</summary>
    /// <param name="gate">What went in.</param>
    /// <param name="up">What went in.</param>
    /// <param name="gradient">g</param>
    /// <param name="dgate">Receives the gradient for the gate.</param>
    /// <param name="dup">Receives the gradient for up.</param>
    /// <param name="width">Elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]  // a long loop that is called from the first step on
    public static void Gradient(T* gate, T* up, T* gradient, T* dgate, T* dup, int width)
    {
        int i = 0;
        for (; i <= width - 16; i += 16)
        {
            Vector512<float> a = T.Load(gate + i), g = T.Load(gradient + i), s = Vector512<float>.One / (Vector512<float>.One + Exponential.Of(-a));
            T.Store(dgate + i, g * T.Load(up + i) * s * (Vector512<float>.One + (a * (Vector512<float>.One - s))));
            T.Store(dup + i, g * a * s);
        }

        for (; i < width; i++)
        {
            float a = T.Get(gate + i), g = T.Get(gradient + i), s = 1 / (1 + MathF.Exp(-a));
            T.Set(dgate + i, g * T.Get(up + i) * s * (1 + (a * (1 - s))));
            T.Set(dup + i, g * a * s);
        }
    }
}
