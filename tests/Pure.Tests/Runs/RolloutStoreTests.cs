using Microsoft.Data.Sqlite;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;

namespace Pure.Tests.Runs;

public sealed class RolloutStoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string File => _temporary["rollouts.db"];

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        LoggedRollout full = Rollout(3, "p1", 0), bare = Bare(3, "p1", 1);
        using (RolloutStore store = RolloutStore.Open(File)) store.Write([full, bare]);
        using RolloutStore reader = RolloutStore.OpenToRead(File);
        IReadOnlyList<LoggedRollout> read = reader.Read(0, 9);
        Assert.Equal(2, read.Count);
        Assert.Equivalent(full, read[0], strict: true);
        Assert.Equal(full.Scored.Steps.Ends.ToArray(), read[0].Scored.Steps.Ends.ToArray());
        Assert.Equal(bare.Scored.Rollout.Seed, read[1].Scored.Rollout.Seed);
        Assert.Null(read[1].Scored.Outcome);
        Assert.Null(read[1].Credit);
        Assert.Empty(read[1].Scored.StepRewards);
        Assert.Empty(read[1].Scored.ReferenceLogProbabilities);
        Assert.Equal(FinishReason.Length, read[1].Scored.Rollout.Finish);
    }

    [Fact]
    public void A_reward_that_is_no_number_is_kept_for_inspection()
    {
        LoggedRollout logged = Rollout(0, "p", 0);
        logged = logged with { Scored = logged.Scored with { StepRewards = [double.NaN, double.PositiveInfinity] } };
        using RolloutStore store = RolloutStore.Open(File);
        store.Write([logged]);
        Assert.Equal([double.NaN, double.PositiveInfinity], store.Read(0, 0)[0].Scored.StepRewards);
    }

    [Fact]
    public void A_resumed_run_replaces_the_steps_after_the_checkpoint_with_all_that_belongs_to_them()
    {
        using (RolloutStore store = RolloutStore.Open(File))
        {
            for (int step = 0; step < 5; step++) store.Write([Rollout(step, "p", 0)]);
        }

        using (RolloutStore store = RolloutStore.Open(File, keepThrough: 2))
        {
            Assert.Equal([0, 1, 2], store.StepsWithRollouts());
            store.Write([Rollout(3, "p", 0)]);
            store.Flush();
            Assert.Equal([1, 2, 3], store.Read(1, 3).Select(rollout => rollout.Step));
        }

        Assert.Equal(8, Count("steps"));
        Assert.Equal(4, Count("token_credit"));
        using (RolloutStore store = RolloutStore.Open(File)) Assert.Empty(store.StepsWithRollouts());
        Assert.Equal(0, Count("steps"));
    }

    [Fact]
    public void A_step_is_written_whole_or_not_at_all()
    {
        using RolloutStore store = RolloutStore.Open(File);
        Assert.Throws<RunFailedException>(() => store.Write([Rollout(1, "p", 0), Rollout(1, "q", 0), Rollout(1, "p", 0)]));
        Assert.Empty(store.StepsWithRollouts());
        store.Write([Rollout(1, "p", 0)]);
        Assert.Equal([1], store.StepsWithRollouts());
    }

    [Fact]
    public void A_reader_sees_whole_steps_while_a_run_writes()
    {
        using RolloutStore writer = RolloutStore.Open(File);
        writer.Write([Rollout(0, "p", 0)]);
        using RolloutStore reader = RolloutStore.OpenToRead(File);
        Assert.Single(reader.Read(0, 9));
        writer.Write([Rollout(1, "p", 0), Rollout(1, "p", 1)]);
        Assert.Equal(3, reader.Read(0, 9).Count);
    }

    [Fact]
    public void Credit_of_another_length_is_refused_before_anything_is_written()
    {
        LoggedRollout logged = Rollout(0, "p", 0);
        using RolloutStore store = RolloutStore.Open(File);
        Assert.Throws<ArgumentException>(() => store.Write([logged with { Credit = logged.Credit! with { Returns = [1] } }]));
        Assert.Throws<ArgumentException>(() => store.Write([logged with { StepTexts = ["a"] }]));
        Assert.Throws<ArgumentException>(() => store.Write([logged with { Scored = logged.Scored with { StepRewards = [1] } }]));
        Assert.Empty(store.StepsWithRollouts());
    }

    [Fact]
    public void A_file_that_is_missing_foreign_or_of_another_version_is_named()
    {
        Assert.Contains("There is no file", Refused(File), StringComparison.Ordinal);
        System.IO.File.WriteAllText(_temporary["text.db"], new string('x', 5000));
        Assert.Contains("is no rollout file", Refused(_temporary["text.db"]), StringComparison.Ordinal);
        RolloutStore.Open(File).Dispose();
        using (SqliteConnection connection = Connect())
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("format 99", Refused(File), StringComparison.Ordinal);
        Assert.Contains("format 99", Assert.Throws<PureException>(() => RolloutStore.Open(File)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();

    private static string Refused(string file) => Assert.Throws<PureException>(() => RolloutStore.OpenToRead(file)).Message;

    private static LoggedRollout Rollout(int step, string problem, int sample) => new(
        step,
        new ScoredRollout(
            new Rollout(problem, sample, [1, 2], [3, 4, 5], [-0.5f, -1.25f, -3], FinishReason.Stop, step, ulong.MaxValue - (ulong)sample),
            Steps.FromEnds([1, 2]), [0.1, -0.7], 1, [-0.25f, -1, -2]),
        new TokenCredit([0, 0.5, -0.25], [1, 2, 3], [0.5, 0.5, 0.5], [0, 1.5, 2.5], [1, 0, 1]),
        "2 + 2 =", "4\n\n!", ["4\n\n", "!"]);

    private static LoggedRollout Bare(int step, string problem, int sample)
    {
        LoggedRollout full = Rollout(step, problem, sample);
        return full with
        {
            Credit = null,
            Scored = full.Scored with { Rollout = full.Scored.Rollout with { Finish = FinishReason.Length }, StepRewards = [], Outcome = null, ReferenceLogProbabilities = [] },
        };
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private long Count(string table)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = table == "steps" ? "SELECT COUNT(*) FROM steps" : "SELECT COUNT(*) FROM token_credit";
        return (long)command.ExecuteScalar()!;
    }
}
