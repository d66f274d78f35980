using System.Reflection;
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Training.Systems;

namespace Pure.Tests.Training.Systems;

public sealed class RewardSystemsTests
{
    [Fact]
    public void Every_kind_of_a_section_is_registered()
    {
        AssertSame(typeof(RewardOptions), RewardSystems.Trainers);
        AssertSame(typeof(RewardModelSource), RewardSystems.Models);
        AssertSame(typeof(PolicySystemOptions), RewardSystems.Policies);
    }

    [Fact]
    public void Every_kind_of_reward_training_is_written_with_its_comments()
    {
        foreach (Type kind in RewardSystems.Trainers)
        {
            string yaml = ConfigFile.Write(new RewardConfig { Reward = (RewardOptions)Activator.CreateInstance(kind)! }, describe: true);
            Assert.Contains("kind: " + kind.GetCustomAttribute<ConfigKindAttribute>()!.Name, yaml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_response_without_a_reward_takes_no_part_and_does_not_move_the_others()
    {
        ScoredRollout[] whole = [Scored("a", 0, 0.5), Scored("a", 1, -0.5), Scored("b", 0, 0.2), Scored("b", 1, 0.1)];
        ScoredRollout[] missing = [.. whole.Take(2), Scored("a", 2, null), .. whole.Skip(2), Scored("c", 0, 0.9), Scored("c", 1, null)];
        var options = new CreditOptions { RewardMode = RewardMode.Prm };
        CreditResult expected = CreditPipeline.Assign(whole, options), actual = MissingRewards.Credit(missing, options);
        foreach ((int there, int here) in new[] { (0, 0), (1, 1), (2, 3), (3, 4) }) Assert.Equal(expected.Credits[there].Advantages, actual.Credits[here].Advantages);
        foreach (int here in new[] { 2, 5, 6 }) Assert.All(actual.Credits[here].Mask, m => Assert.Equal(0, m));
        Assert.Throws<RunFailedException>(() => MissingRewards.Credit([Scored("a", 0, null), Scored("a", 1, 0.5)], options));
    }

    private static ScoredRollout Scored(string problem, int sample, double? reward) =>
        new(new Rollout(problem, sample, [1], [2, 3], [-1, -1], FinishReason.Stop, 0, 0), Steps.FromEnds([1]), reward is { } r ? [r] : [], null, []) { IsMissing = reward is null };

    private static void AssertSame(Type section, IEnumerable<Type> registered) => Assert.Equal(
        section.Assembly.GetTypes().Where(t => t.IsSubclassOf(section) && t.GetCustomAttribute<ConfigKindAttribute>() is not null).OrderBy(t => t.Name, StringComparer.Ordinal),
        registered.OrderBy(t => t.Name, StringComparer.Ordinal));
}
