using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>An element of a tensor that is computed with in fp32.</summary>
/// <typeparam name="T">The element.</typeparam>
internal unsafe interface IElement<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>16 elements as fp32.</summary>
    static abstract Vector512<float> Load(T* from);

    /// <summary>16 numbers, rounded to the element.</summary>
    static abstract void Store(T* to, Vector512<float> values);

    /// <summary>One element as fp32.</summary>
    static abstract float Get(T* from);

    /// <summary>One number, rounded to the element.</summary>
    static abstract void Set(T* to, float value);
}
