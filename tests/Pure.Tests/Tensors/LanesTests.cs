using Pure.Tensors;

namespace Pure.Tests.Tensors;

public sealed class LanesTests
{
    [Fact]
    public void Every_item_is_handled_once_on_its_own_lane()
    {
        using var lanes = new Lanes(3, 1);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();

        for (int round = 0; round < 20; round++)
        {
            seen.Clear();
            lanes.ForEach([.. Enumerable.Range(0, 10)], i => Assert.True(seen.TryAdd(i, Environment.CurrentManagedThreadId)));
            Assert.Equal(10, seen.Count);
            Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(seen[i], seen[i + 3]));
        }
    }

    [Fact]
    public void A_failure_in_any_lane_reaches_the_caller_after_all_have_ended()
    {
        using var lanes = new Lanes(2, 1);
        bool otherEnded = false;

        var e = Assert.Throws<PureException>(() => lanes.Run(lane =>
        {
            if (lane == 1) throw new PureException("lane 1 failed");
            Thread.Sleep(20);
            otherEnded = true;
        }));

        Assert.Equal("lane 1 failed", e.Message);
        Assert.True(otherEnded);
        lanes.Run(_ => { });  // still usable
    }
}
