// A probabilistic uncertain reward model (PURM, arXiv 2503.22480): the reward of a response is normal, and a head of two outputs gives its
// mean and, as exp(raw / 10), its standard deviation. The mean is the reward; what is taken off for the deviation is the RL system's affair.
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Rewards.Preference;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Rewards.Uncertain;

/// <summary>Scores whole responses with a mean and a deviation.</summary>
public sealed class UncertainRewardModel : IRewardModel
{
    /// <summary>The value of <c>kind</c> in the model's config.json.</summary>
    public const string Kind = "uncertain";

    private readonly SequenceScorer _scorer;
    private readonly ResponseReading _reading;
    private readonly ResponsePlacement _placement;

    private UncertainRewardModel(SequenceScorer scorer, ResponseReading reading, ResponsePlacement placement)
    {
        _scorer = scorer;
        _reading = reading;
        _placement = placement;
    }

    /// <summary>Reads a model folder.</summary>
    /// <exception cref="PureException">The folder is not that of an uncertain reward model.</exception>
    public static UncertainRewardModel Load(string folder, ResponsePlacement placement = ResponsePlacement.Response, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        var reading = ResponseReading.Read(config, Tokenizer.Load(folder), folder, Kind);
        if (config.Labels != 2) throw new PureException($"'{folder}' has {config.Labels} labels, and an uncertain reward model has two, mean and deviation.");
        return new UncertainRewardModel(new SequenceScorer(config, ModelFolder.ReadWeights(folder, config, where)), reading, placement);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        RewardModelInput[] inputs = [.. rollouts.Select((r, i) => _reading.Input(r, steps[i], _placement))];
        var rewards = new ResponseReward[rollouts.Count];
        Array.Fill(rewards, ResponseReward.MissingBecause("the response is longer than the reward model's positions"));
        int[] fitting = _scorer.Fitting(inputs);
        float[][] scores = _scorer.Score([.. fitting.Select(i => inputs[i])], options);
        for (int k = 0; k < fitting.Length; k++) rewards[fitting[k]] = Reward(scores[k], steps[fitting[k]].Count);
        return rewards;
    }

    /// <inheritdoc/>
    public void Release() => _scorer.Release();

    public void Dispose() => _scorer.Dispose();

    private static ResponseReward Reward(float[] outputs, int steps)
    {
        RewardDistribution[] read = [.. outputs.Chunk(2).Select(pair => RewardDistribution.OfHead(pair[0], pair[1]))];
        double[] means = new double[steps], deviations = new double[steps];
        for (int j = 0; j < read.Length; j++)
        {
            means[steps - read.Length + j] = read[j].Mean;
            deviations[steps - read.Length + j] = read[j].Deviation;
        }

        return new ResponseReward(means) { Uncertainty = deviations };
    }
}
