// OREAL's token-level reward model (arXiv 2502.06781, section 3.3): the policy's start with a one-output head of zeros, which reads each
// response token and says how much it matters. It learns from outcomes through the mean of its logits. The weights of a step come from
// the pass that makes the gradient of that step, before it is applied.
using Pure.Config;
using Pure.Credit.Oreal;
using Pure.Models;
using Pure.Tensors;
using Pure.Training.Systems;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training.Oreal;

/// <summary>A decoder with a scalar head at every token.</summary>
public sealed class TokenRewardModel : IDisposable
{
    private readonly PolicySystemContext _context;
    private readonly OptimizerOptions _options;
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;
    private readonly Decoder _decoder;
    private readonly WeightUpdate _update;

    public TokenRewardModel(OptimizerOptions options, PolicySystemContext context)
    {
        _context = context;
        _options = options;
        ModelConfig shape = context.Policy.Config with { Labels = 1, Head = ModelHead.SequenceClassifier };
        _weights = Start(context.Policy, shape);
        _rotary = new RotaryTable(shape, shape.MaxPositions, _weights.Device);
        _decoder = new Decoder(shape, _rotary);
        _update = new WeightUpdate(_weights, _ => true, options, context.Config.Compute.MasterWeights);
    }

    /// <summary>Updates the model and returns the token logits from before.</summary>
    /// <param name="sequences">Responses.</param>
    /// <param name="outcomes">1 right, 0 wrong.</param>
    public (UpdateStatistics Statistics, double[][] Logits) Learn(IReadOnlyList<TokenSequence> sequences, double[] outcomes)
    {
        double[][] logits = new double[sequences.Count][];
        List<int[]> parts = MicroBatches.ByTokens([.. sequences.Select(s => s.Ids.Length)], _context.Scoring.TokenBudget);
        double rate = LearningRate.At(_options, _update.Optimizer.Updates, _context.Config.Rl.MaxSteps);
        UpdateStatistics statistics = _update.Apply(_context.Scoring.Lanes, parts, (Weights leaves, int[] part) =>
        {
            TokenSequence[] chosen = [.. part.Select(i => sequences[i])];
            Tensor current = Logits(_decoder.Join(leaves), chosen);                             // (N)
            float[] flat = current.detach().data<float>().ToArray();
            int at = 0;
            foreach (int i in part)
            {
                logits[i] = Array.ConvertAll(flat[at..(at + sequences[i].Targets)], x => (double)x);
                at += sequences[i].Targets;
            }

            (double loss, double[][] slopes) = TokenRewardLoss.Of([.. part.Select(i => logits[i])], [.. part.Select(i => outcomes[i])]);
            double share = (double)part.Length / sequences.Count;
            Tensor product = (current * tensor([.. slopes.SelectMany(row => row.Select(x => (float)(x * share)))])).sum();
            return product.Minus(product.detach()).Plus(loss * share);
        }, rate);
        return (statistics, logits);
    }

    /// <summary>Writes weights and moments.</summary>
    public void Save(string folder)
    {
        ModelFolder.Write(Directory.CreateDirectory(Path.Combine(folder, "token_reward_model")).FullName, _decoder.Config, _weights, _context.Config.Model.Path);
        OwnState.Write(folder, "token_reward_model", _update.Optimizer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(string folder) => OwnState.Read(folder, "token_reward_model", _weights, _update.Optimizer);

    public void Dispose()
    {
        _update.Dispose();
        _weights.Dispose();
        _rotary.Dispose();
    }

    /// <summary>The logit of each response token, read at the token itself: its weight must know it.</summary>
    private Tensor Logits(DecoderWeights weights, TokenSequence[] batch)
    {
        int time = batch.Max(s => s.Ids.Length);
        Tensor hidden = _decoder.Forward(weights, PaddedBatch.Tokens([.. batch.Select(s => s.Ids)]));              // (B, T, D)
        Tensor at = tensor([.. batch.SelectMany((s, b) => Enumerable.Range(s.PromptLength, s.Targets).Select(t => ((long)b * time) + t))]);
        return Decoder.Project(weights, PaddedBatch.Pick(hidden, at)).squeeze(1).OnHost();
    }

    private static Weights Start(Policy policy, ModelConfig shape)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return new Weights(WeightInitializer.Shapes(shape).Select(s => KeyValuePair.Create(s.Key,
            policy.Weights.Find(s.Key)?.detach().clone() ?? zeros(s.Value, dtype: policy.Weights["model.norm.weight"].dtype, device: policy.Weights.Device))).ToList());
    }
}
