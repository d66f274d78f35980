// A preference reward model (Bradley and Terry 1952): P(a is preferred to b) = sigmoid(r(a) - r(b)). Its rewards have no zero and no
// scale of their own, so only differences between responses to one prompt mean something; a leave-one-out baseline takes care of that.
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Rewards.Preference;

/// <summary>Scores whole responses with one number.</summary>
public sealed class PreferenceRewardModel : IRewardModel
{
    /// <summary>The value of <c>kind</c> in the model's config.json.</summary>
    public const string Kind = "preference";

    private readonly SequenceScorer _scorer;
    private readonly ResponseReading _reading;
    private readonly ResponsePlacement _placement;

    private PreferenceRewardModel(SequenceScorer scorer, ResponseReading reading, ResponsePlacement placement)
    {
        _scorer = scorer;
        _reading = reading;
        _placement = placement;
    }

    /// <summary>Reads a model folder.</summary>
    /// <exception cref="PureException">The folder is not that of a preference reward model.</exception>
    public static PreferenceRewardModel Load(string folder, ResponsePlacement placement = ResponsePlacement.Response, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        var reading = ResponseReading.Read(config, Tokenizer.Load(folder), folder, Kind);
        if (config.Labels != 1) throw new PureException($"'{folder}' has {config.Labels} labels, and a preference reward model has one.");
        return new PreferenceRewardModel(new SequenceScorer(config, ModelFolder.ReadWeights(folder, config, where)), reading, placement);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        RewardModelInput[] inputs = [.. rollouts.Select((r, i) => _reading.Input(r, steps[i], _placement))];
        var rewards = new ResponseReward[rollouts.Count];
        Array.Fill(rewards, ResponseReward.MissingBecause("the response is longer than the reward model's positions"));
        int[] fitting = _scorer.Fitting(inputs);
        float[][] scores = _scorer.Score([.. fitting.Select(i => inputs[i])], options);
        for (int k = 0; k < fitting.Length; k++) rewards[fitting[k]] = new ResponseReward(Place(scores[k], steps[fitting[k]].Count));
        return rewards;
    }

    /// <summary>Rewards of whole responses that are given as ids.</summary>
    /// <returns>One number a response; <see langword="null"/> for one that does not fit the model's positions.</returns>
    public IReadOnlyList<double?> Score(IReadOnlyList<(int[] Prompt, int[] Response)> texts, ScoringOptions options)
    {
        RewardModelInput[] inputs = [.. texts.Select(t => _reading.Input(t.Prompt, t.Response))];
        var rewards = new double?[texts.Count];
        int[] fitting = _scorer.Fitting(inputs);
        float[][] scores = _scorer.Score([.. fitting.Select(i => inputs[i])], options);
        for (int k = 0; k < fitting.Length; k++) rewards[fitting[k]] = scores[k][0];
        return rewards;
    }

    /// <inheritdoc/>
    public void Release() => _scorer.Release();

    public void Dispose() => _scorer.Dispose();

    private double[] Place(float[] scores, int steps)
    {
        if (_placement == ResponsePlacement.Steps) return Array.ConvertAll(scores, s => (double)s);
        double[] rewards = new double[steps];
        rewards[^1] = scores[0];
        return rewards;
    }
}
