using System.Collections;

namespace Pure.Models;

/// <summary>Layers that are joined anew each time they are asked for.</summary>
internal sealed class JoinedOnUse(int count, Func<int, LayerWeights> join) : IReadOnlyList<LayerWeights>
{
    public int Count => count;

    public LayerWeights this[int index] => join(index);

    public IEnumerator<LayerWeights> GetEnumerator() => Enumerable.Range(0, count).Select(join).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
