using System.Globalization;
using Microsoft.Data.Sqlite;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Runs;

/// <summary>The three insert commands of <see cref="RolloutStore"/>, prepared once for the rollouts of a step.</summary>
internal sealed class RolloutWriter : IDisposable
{
    private readonly SqliteCommand _rollout;
    private readonly SqliteCommand _step;
    private readonly SqliteCommand _credit;

    public RolloutWriter(SqliteConnection connection)
    {
        _rollout = Insert(connection, "rollouts", "step", "problem_id", "sample", "prompt_text", "response_text", "prompt_ids", "response_ids",
            "log_probabilities", "reference_log_probabilities", "finish", "outcome", "policy_version", "seed");
        _rollout.CommandText += " RETURNING id";
        _step = Insert(connection, "steps", "rollout", "step_index", "first_token", "last_token", "reward", "text");
        _credit = Insert(connection, "token_credit", "rollout", "reward", "return", "baseline", "advantage", "mask");
    }

    public void Write(LoggedRollout logged)
    {
        ScoredRollout scored = logged.Scored;
        float[] reference = scored.ReferenceLogProbabilities;
        Rollout rollout = scored.Rollout;
        Fill(_rollout, logged.Step, rollout.ProblemId, rollout.Sample, logged.PromptText, logged.ResponseText,
            Blobs.Of(rollout.PromptIds), Blobs.Of(rollout.ResponseIds), Blobs.Of(rollout.LogProbabilities), reference.Length == 0 ? null : Blobs.Of(reference),
            rollout.Finish.ToString().ToLowerInvariant(), scored.Outcome, rollout.PolicyVersion, rollout.Seed.ToString(CultureInfo.InvariantCulture));
        long id = (long)_rollout.ExecuteScalar()!;
        for (int j = 0; j < scored.Steps.Count; j++)
        {
            double? reward = scored.StepRewards.Length == 0 ? null : scored.StepRewards[j];
            Fill(_step, id, j, scored.Steps.Start(j), scored.Steps.End(j), reward is double.NaN ? "NaN" : reward, logged.StepTexts[j]);
            _step.ExecuteNonQuery();
        }

        if (logged.Credit is not { } credit) return;
        Fill(_credit, id, Blobs.OfSingles(credit.Rewards), Blobs.OfSingles(credit.Returns), Blobs.OfSingles(credit.Baselines),
            Blobs.OfSingles(credit.Advantages), credit.Mask);
        _credit.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _rollout.Dispose();
        _step.Dispose();
        _credit.Dispose();
    }

    private static SqliteCommand Insert(SqliteConnection connection, string table, params string[] columns)
    {
        SqliteCommand command = connection.CreateCommand();
        string names = string.Join(", ", columns), values = string.Join(", ", columns.Select(column => "$" + column));
        command.CommandText = $"INSERT INTO {table} ({names}) VALUES ({values})";
        foreach (string column in columns) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + column });
        return command;
    }

    private static void Fill(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
