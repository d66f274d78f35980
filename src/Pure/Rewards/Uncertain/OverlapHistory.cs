// The reward distributions seen so far, as a ring: PURM's uncertainty of a response is its mean overlap with them. The published list
// grows without end and mixes policies of all ages; here the oldest are dropped.
namespace Pure.Rewards.Uncertain;

/// <summary>Keeps the last distributions and measures new ones against them.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="start">Uncertainty is 0 until this many have been seen, the new one included.</param>
public sealed class OverlapHistory(int capacity, int start)
{
    /// <summary>Deviations below this count as it, so that no overlap is 0/0.</summary>
    public const double LeastDeviation = 1e-6;

    private readonly List<RewardDistribution> _kept = new(Math.Min(capacity, 1 << 16));
    private int _next;

    /// <summary>How many are kept now.</summary>
    public int Count => _kept.Count;

    /// <summary>Mean overlap with what was seen before; then the new one is kept too.</summary>
    /// <returns>In [0, 1]; 0 while fewer than the start have been seen.</returns>
    /// <exception cref="PureException">Mean or deviation is not finite.</exception>
    public double Add(RewardDistribution distribution)
    {
        if (!double.IsFinite(distribution.Mean) || !double.IsFinite(distribution.Deviation) || distribution.Deviation < 0)
            throw new PureException($"A reward distribution has mean {distribution.Mean} and deviation {distribution.Deviation}; both must be finite, and the deviation not negative. Look at the reward model's weights.");
        var floored = distribution with { Deviation = Math.Max(distribution.Deviation, LeastDeviation) };
        double overlap = 0;
        if (_kept.Count > 0 && _kept.Count + 1 >= start)
        {
            double sum = 0;
            int oldest = _kept.Count < capacity ? 0 : _next;   // always in the order of time, so that a resumed run adds up to the same bits
            for (int i = 0; i < _kept.Count; i++) sum += RewardOverlap.Of(floored, _kept[(oldest + i) % _kept.Count]);
            overlap = sum / _kept.Count;
        }

        if (_kept.Count < capacity) _kept.Add(floored);
        else _kept[_next] = floored;
        _next = (_next + 1) % capacity;
        return overlap;
    }

    /// <summary>What is kept, oldest first, for a checkpoint.</summary>
    public IReadOnlyList<RewardDistribution> Save() =>
        _kept.Count < capacity ? [.. _kept] : [.. _kept.Skip(_next), .. _kept.Take(_next)];

    /// <summary>Puts back what a checkpoint held.</summary>
    public void Restore(IReadOnlyList<RewardDistribution> saved)
    {
        _kept.Clear();
        _kept.AddRange(saved.Skip(Math.Max(0, saved.Count - capacity)));
        _next = _kept.Count % capacity;
    }
}
