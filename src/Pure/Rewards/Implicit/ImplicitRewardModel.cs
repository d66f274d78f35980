// An implicit process reward model in use (arXiv 2412.01981): two language models read the response as it was sampled, and the reward of
// a step is the log-ratio of its tokens. No mark is read, so any separator will do.
using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Rewards.Implicit;

/// <summary>Rewards from the log-ratio of two language models.</summary>
public sealed class ImplicitRewardModel : IRewardModel
{
    private readonly LanguageModel _model;
    private readonly LanguageModel? _reference;
    private readonly ImplicitScoring _scoring;

    /// <param name="model">The trained model. Taken over.</param>
    /// <param name="reference">What it was trained from; <see langword="null"/> to use log-probabilities alone. Taken over.</param>
    /// <param name="scoring">How rewards are read.</param>
    public ImplicitRewardModel(LanguageModel model, LanguageModel? reference, ImplicitScoring scoring)
    {
        _model = model;
        _reference = reference;
        _scoring = scoring;
    }

    /// <summary>Reads the model folders.</summary>
    /// <param name="folder">The trained model.</param>
    /// <param name="reference">What it was trained from, or <see langword="null"/>.</param>
    /// <param name="scoring">How rewards are read, given the beta that the folder says it was trained with.</param>
    /// <param name="where">Element type to compute in, and the device.</param>
    /// <exception cref="PureException">The folder does not hold an implicit reward model.</exception>
    public static ImplicitRewardModel Load(string folder, string? reference, Func<double, ImplicitScoring> scoring, Placement? where)
    {
        double beta = BetaOf(ModelFolder.ReadConfig(folder), folder);
        return new ImplicitRewardModel(LanguageModel.Load(folder, where), reference is null ? null : LanguageModel.Load(reference, where), scoring(beta));
    }

    /// <summary>Checks that the model knows the ids of a policy.</summary>
    /// <exception cref="PureException">It has another vocabulary.</exception>
    public void CheckVocabulary(Tokenizer tokenizer)
    {
        if (_model.Config.VocabularySize < tokenizer.VocabularySize)
            throw new PureException($"The implicit reward model has {_model.Config.VocabularySize} tokens and the policy's tokenizer {tokenizer.VocabularySize}. It reads tokens as the policy sampled them; train one from a model with the same tokenizer.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        TokenSequence[] sequences = [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        float[][] policy = TokenLogProbabilities.Score(_model.Decoder, _model.Weights, sequences, options);
        float[][]? reference = _reference is null ? null : TokenLogProbabilities.Score(_reference.Decoder, _reference.Weights, sequences, options);
        return
        [
            .. policy.Select((logs, i) =>
            {
                double[] tokens = LogRatioReward.Tokens(logs, reference is null ? [] : reference[i], _scoring.Coefficient);
                double[] rewards = LogRatioReward.Steps(tokens, steps[i].Ends, _scoring.Reading);
                return new ResponseReward(_scoring.Bounded ? Array.ConvertAll(rewards, r => Math.Tanh(r / 2)) : rewards) { Tokens = tokens };
            }),
        ];
    }

    /// <inheritdoc/>
    public void Release()
    {
        _model.Weights.Release();
        _reference?.Weights.Release();
    }

    public void Dispose()
    {
        _model.Dispose();
        _reference?.Dispose();
    }

    private static double BetaOf(ModelConfig config, string folder) =>
        config.Source["pure"]?["reward_kind"]?.GetValue<string>() == "implicit" && config.Source["pure"]!["beta"]?.GetValue<double>() is { } beta
            ? beta
            : throw new PureException($"'{folder}' does not say that it is an implicit reward model (no \"pure\": {{\"reward_kind\": \"implicit\", \"beta\": ...}} in config.json). Train it with 'pure reward' and reward.kind = implicit, or add the field.");
}
