// The rollouts of a run in one SQLite file: what the dashboard and 'pure credit' read, also while the run goes on (write-ahead log:
// readers never wait for the writer). One transaction a training step, so a reader sees all of a step or none. Plain SQL; the tables are
// in RolloutSchema.
using System.Globalization;
using Microsoft.Data.Sqlite;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Runs;

/// <summary>Writes and reads <c>rollouts.db</c>.</summary>
public sealed class RolloutStore : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;

    private RolloutStore(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Opens the file for a run to write to.</summary>
    /// <param name="path">The file; made if missing.</param>
    /// <param name="keepThrough">Last step whose rollouts stay; -1 keeps none. The steps after it are written again by a run that is
    /// resumed.</param>
    /// <exception cref="PureException">The file is none of this version's rollout files.</exception>
    /// <exception cref="RunFailedException">The file cannot be written.</exception>
    public static RolloutStore Open(string path, int keepThrough = -1)
    {
        RolloutStore store = Connect(path, SqliteOpenMode.ReadWriteCreate);
        return store.Guarded(() =>
        {
            store.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
            if (store.Version() == 0 && store.Scalar("SELECT COUNT(*) FROM sqlite_master") == 0)
                store.Execute($"BEGIN; {RolloutSchema.Create} PRAGMA user_version = {RolloutSchema.Version}; COMMIT;");
            store.CheckVersion();
            store.Execute("DELETE FROM rollouts WHERE step > $step", ("$step", keepThrough));
            return store;
        });
    }

    /// <summary>Opens the file to read; a run may be writing to it.</summary>
    /// <exception cref="PureException">There is no such file, or it is none of this version's rollout files.</exception>
    public static RolloutStore OpenToRead(string path)
    {
        if (!File.Exists(path)) throw new PureException($"There is no file '{path}'. A run writes its rollouts there unless rollout_log_every is 0.");
        RolloutStore store = Connect(path, SqliteOpenMode.ReadOnly);
        return store.Guarded(() =>
        {
            store.CheckVersion();
            return store;
        });
    }

    /// <summary>Adds the rollouts of one training step, all or none.</summary>
    /// <exception cref="ArgumentException">An array has not one entry for each step or token.</exception>
    /// <exception cref="RunFailedException">The disk is full or cannot be written.</exception>
    public void Write(IReadOnlyList<LoggedRollout> rollouts)
    {
        foreach (LoggedRollout rollout in rollouts) Check(rollout);
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            using var writer = new RolloutWriter(_connection);
            foreach (LoggedRollout rollout in rollouts) writer.Write(rollout);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>The rollouts of some steps, in the order of step and writing. Numbers of the credit come back rounded to float32.</summary>
    /// <param name="firstStep">First step, included.</param>
    /// <param name="lastStep">Last step, included.</param>
    public IReadOnlyList<LoggedRollout> Read(int firstStep, int lastStep)
    {
        // One read transaction, so that rollouts, steps and credit are of one moment while a run writes.
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: true);
        Dictionary<long, List<StepRow>> steps = StepRows(firstStep, lastStep);
        Dictionary<long, TokenCredit> credit = Credits(firstStep, lastStep);
        var rollouts = new List<LoggedRollout>();
        using SqliteCommand command = Command(
            "SELECT * FROM rollouts WHERE step BETWEEN $first AND $last ORDER BY step, id", ("$first", firstStep), ("$last", lastStep));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            long id = row.GetInt64(0);
            rollouts.Add(Rollout(row, steps.GetValueOrDefault(id) ?? [], credit.GetValueOrDefault(id)));
        }

        return rollouts;
    }

    /// <summary>The training steps that have rollouts, ascending.</summary>
    public IReadOnlyList<int> StepsWithRollouts()
    {
        var steps = new List<int>();
        using SqliteCommand command = Command("SELECT DISTINCT step FROM rollouts ORDER BY step");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) steps.Add(row.GetInt32(0));
        return steps;
    }

    /// <summary>Writes everything through to the disk, as before a checkpoint.</summary>
    public void Flush() => Guarded(() =>
    {
        Execute("PRAGMA wal_checkpoint(PASSIVE)");
        return this;
    });

    public void Dispose() => _connection.Dispose();

    private static RolloutStore Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        var store = new RolloutStore(path, connection);
        return store.Guarded(() =>
        {
            connection.Open();
            return store;
        });
    }

    private static void Check(LoggedRollout logged)
    {
        int tokens = logged.Scored.Rollout.ResponseIds.Length, steps = logged.Scored.Steps.Count, rewards = logged.Scored.StepRewards.Length;
        if (logged.StepTexts.Count != steps || (rewards != 0 && rewards != steps))
            throw new ArgumentException($"A rollout of {steps} steps has {logged.StepTexts.Count} step texts and {rewards} step rewards.", nameof(logged));
        if (logged.Credit is not { } credit) return;
        int[] lengths = [credit.Rewards.Length, credit.Returns.Length, credit.Baselines.Length, credit.Advantages.Length, credit.Mask.Length];
        if (lengths.Any(length => length != tokens))
            throw new ArgumentException($"A rollout of {tokens} tokens has credit for another number of tokens.", nameof(logged));
    }

    private static LoggedRollout Rollout(SqliteDataReader row, List<StepRow> steps, TokenCredit? credit)
    {
        string Text(string column) => row.GetString(row.GetOrdinal(column));
        int Number(string column) => row.GetInt32(row.GetOrdinal(column));
        T[] Numbers<T>(string column)
            where T : unmanaged
        {
            int ordinal = row.GetOrdinal(column);
            return row.IsDBNull(ordinal) ? [] : Blobs.Read<T>(row.GetFieldValue<byte[]>(ordinal));
        }

        var rollout = new Rollout(
            Text("problem_id"),
            Number("sample"),
            Numbers<int>("prompt_ids"),
            Numbers<int>("response_ids"),
            Numbers<float>("log_probabilities"),
            Enum.Parse<FinishReason>(Text("finish"), ignoreCase: true),
            Number("policy_version"),
            ulong.Parse(Text("seed"), CultureInfo.InvariantCulture));
        double[] rewards = steps.Exists(step => step.Reward is null) ? [] : [.. steps.Select(step => step.Reward!.Value)];
        double? outcome = row.IsDBNull(row.GetOrdinal("outcome")) ? null : row.GetDouble(row.GetOrdinal("outcome"));
        Steps map = Steps.FromEnds([.. steps.Select(step => step.LastToken)]);
        var scored = new ScoredRollout(rollout, map, rewards, outcome, Numbers<float>("reference_log_probabilities"));
        return new LoggedRollout(Number("step"), scored, credit, Text("prompt_text"), Text("response_text"), [.. steps.Select(step => step.Text)]);
    }

    private Dictionary<long, List<StepRow>> StepRows(int firstStep, int lastStep)
    {
        var rows = new Dictionary<long, List<StepRow>>();
        using SqliteCommand command = Command(
            """
            SELECT s.rollout, s.last_token, s.reward, s.text FROM steps s JOIN rollouts r ON r.id = s.rollout
            WHERE r.step BETWEEN $first AND $last ORDER BY s.rollout, s.step_index
            """,
            ("$first", firstStep), ("$last", lastStep));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            if (!rows.TryGetValue(row.GetInt64(0), out List<StepRow>? steps)) rows[row.GetInt64(0)] = steps = [];
            double? reward = row.GetValue(2) switch { double number => number, string => double.NaN, _ => null };
            steps.Add(new StepRow(row.GetInt32(1), reward, row.GetString(3)));
        }

        return rows;
    }

    private Dictionary<long, TokenCredit> Credits(int firstStep, int lastStep)
    {
        var credits = new Dictionary<long, TokenCredit>();
        using SqliteCommand command = Command(
            """
            SELECT c.rollout, c.reward, c.return, c.baseline, c.advantage, c.mask FROM token_credit c JOIN rollouts r ON r.id = c.rollout
            WHERE r.step BETWEEN $first AND $last
            """,
            ("$first", firstStep), ("$last", lastStep));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            double[] Numbers(int column) => Blobs.ReadSingles(row.GetFieldValue<byte[]>(column));
            credits[row.GetInt64(0)] = new TokenCredit(Numbers(1), Numbers(2), Numbers(3), Numbers(4), row.GetFieldValue<byte[]>(5));
        }

        return credits;
    }

    private int Version() => (int)Scalar("PRAGMA user_version");

    private void CheckVersion()
    {
        int version = Version();
        if (version != RolloutSchema.Version)
            throw new PureException($"'{_path}' has rollouts of format {version}, and this version of Pure reads format {RolloutSchema.Version}. Use the version that wrote it, or move the file away.");
    }

    private RolloutStore Guarded(Func<RolloutStore> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            Dispose();
            throw Failed(e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private Exception Failed(SqliteException e)
    {
        const int NotADatabase = 26, Corrupt = 11;
        return e.SqliteErrorCode is NotADatabase or Corrupt
            ? new PureException($"'{_path}' is no rollout file, or it is damaged: {e.Message} Move it away; the run does not need it.", e)
            : DiskErrors.Failure(_path, e, "Checkpoints are untouched.");
    }

    private long Scalar(string sql)
    {
        using SqliteCommand command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private sealed record StepRow(int LastToken, double? Reward, string Text);
}
