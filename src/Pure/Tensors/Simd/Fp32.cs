using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>fp32.</summary>
internal readonly unsafe struct Fp32(float value) : IElement<Fp32>
{
    private readonly float _value = value;

    public static Vector512<float> Load(Fp32* from) => Vector512.Load((float*)from);

    public static void Store(Fp32* to, Vector512<float> values) => values.Store((float*)to);

    public static float Get(Fp32* from) => from->_value;

    public static void Set(Fp32* to, float value) => *to = new Fp32(value);
}
