namespace Pure.Runs;

/// <summary>
/// The tables of <c>rollouts.db</c>. Arrays are blobs of little-endian numbers, 4 bytes each unless said otherwise: readable from any
/// language, and a tenth of JSON.
/// </summary>
internal static class RolloutSchema
{
    /// <summary>In <c>PRAGMA user_version</c>; goes up when a table changes.</summary>
    public const int Version = 1;

    public const string Create = """
        CREATE TABLE rollouts (
            id INTEGER PRIMARY KEY,
            step INTEGER NOT NULL,              -- training step
            problem_id TEXT NOT NULL,
            sample INTEGER NOT NULL,            -- index within the group of the problem
            prompt_text TEXT NOT NULL,
            response_text TEXT NOT NULL,
            prompt_ids BLOB NOT NULL,           -- int32
            response_ids BLOB NOT NULL,         -- int32
            log_probabilities BLOB NOT NULL,    -- float32, of each response token when it was sampled
            reference_log_probabilities BLOB,   -- float32; null when no divergence was measured
            finish TEXT NOT NULL,               -- stop, length
            outcome REAL,                       -- null when the answer was not checked
            policy_version INTEGER NOT NULL,
            seed TEXT NOT NULL,                 -- decimal; 64 bits without sign do not fit an INTEGER
            UNIQUE (step, problem_id, sample)
        );
        CREATE TABLE steps (
            rollout INTEGER NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
            step_index INTEGER NOT NULL,
            first_token INTEGER NOT NULL,
            last_token INTEGER NOT NULL,        -- where the reward is read and placed
            reward REAL,                        -- null without process rewards; the text 'NaN' for a reward that is none
            text TEXT NOT NULL,
            PRIMARY KEY (rollout, step_index)
        ) WITHOUT ROWID;
        CREATE TABLE token_credit (
            rollout INTEGER PRIMARY KEY REFERENCES rollouts (id) ON DELETE CASCADE,
            reward BLOB NOT NULL,               -- float32, after the transform, before the baseline
            return BLOB NOT NULL,               -- float32
            baseline BLOB NOT NULL,             -- float32
            advantage BLOB NOT NULL,            -- float32
            mask BLOB NOT NULL                  -- 1 byte each
        );
        """;
}
