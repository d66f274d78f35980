namespace Pure.Rollouts;

/// <summary>A response while it is being sampled.</summary>
internal sealed class RolloutRow(Prompt prompt, int sample, ulong seed)
{
    private readonly List<int> _ids = [];
    private readonly List<float> _logProbabilities = [];

    public Prompt Prompt => prompt;

    public ulong Seed => seed;

    public int Length => _ids.Count;

    public int LastToken => _ids[^1];

    public FinishReason? Finish { get; private set; }

    /// <summary>Position of the newest token in the whole sequence.</summary>
    public int Position => prompt.Ids.Length + _ids.Count - 1;

    /// <summary>Takes up a sampled token and decides whether the response has ended.</summary>
    public void Add(int token, double logProbability, int endOfSequence, SamplingOptions options)
    {
        _ids.Add(token);
        _logProbabilities.Add((float)logProbability);
        if (token == endOfSequence || options.StopAt?.Contains(token) == true) Finish = FinishReason.Stop;
        else if (options.PauseAt?.Contains(token) == true) Finish = FinishReason.Pause;
        else if (_ids.Count == prompt.LimitOf(options)) Finish = FinishReason.Length;
    }

    public Rollout ToRollout(int policyVersion) =>
        new(prompt.ProblemId, sample, prompt.Ids, [.. _ids], [.. _logProbabilities], Finish!.Value, policyVersion, seed);
}
