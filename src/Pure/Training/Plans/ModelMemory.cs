// Memory of one model, by what the code does with it. Letters: P weights, s bytes a number (2 or 4), N tokens of a micro-batch with
// padding, D hidden size, F intermediate size, H query heads, G key-value heads, d head size, V vocabulary. Every formula counts what is
// alive at the height of its phase; docs/log.md compares them with measured peaks.
using Pure.Config;
using Pure.Models;

namespace Pure.Training.Plans;

/// <summary>Estimates the memory of a model.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="type">The numbers it is computed with.</param>
internal sealed class ModelMemory(ModelConfig shape, ComputeType type)
{
    /// <summary>The program itself: runtime, libtorch, a tokenizer and what they keep.</summary>
    private const long Program = 450L << 20;

    private readonly long _number = type == ComputeType.Fp32 ? 4 : 2;

    /// <summary>P</summary>
    public long Parameters { get; } = WeightInitializer.Shapes(shape).Sum(s => s.Value.Aggregate(1L, (a, b) => a * b));

    /// <summary>Weights of the head of a classifier.</summary>
    public long HeadParameters { get; } = WeightInitializer.Shapes(shape).Where(s => s.Key.StartsWith("score.", StringComparison.Ordinal)).Sum(s => s.Value.Aggregate(1L, (a, b) => a * b));

    /// <summary>All weights, P s.</summary>
    public long Weights => Parameters * _number;

    /// <summary>What a run trains: adapters of rank r, with r (rows + columns) numbers for each matrix, and the head; or everything.</summary>
    public long Trained(IAdapterOptions options) => options.LoraR == 0 ? Parameters : HeadParameters + Matrices(options).Sum(m => options.LoraR * (m[0] + m[1]));

    /// <summary>Size of a checkpoint: weights, two moments, and the lower halves of masters where there are any.</summary>
    /// <param name="compute">Whether there are masters.</param>
    /// <param name="options">Whether it holds adapters alone.</param>
    public long Checkpoint(ComputeOptions compute, IAdapterOptions options)
    {
        long trained = Trained(options);
        return (options.LoraR > 0 && !options.LoraMerge ? 4 * trained : Weights) + Moments(trained) + (options.LoraR > 0 ? 0 : Masters(trained, compute));
    }

    /// <summary>The height of an update.</summary>
    /// <param name="name">Of the phase.</param>
    /// <param name="compute">How work is cut.</param>
    /// <param name="size">The largest micro-batch.</param>
    /// <param name="always">What else is loaded.</param>
    public MemoryPhase Update(string name, ComputeOptions compute, UpdateSize size, IReadOnlyList<MemoryItem> always)
    {
        bool recomputes = !size.HeadOnly && ActivationMemory.Recomputes(shape, compute, type.Scalar());
        long activations = size.HeadOnly ? Passing(size.Tokens) : recomputes ? Inputs(size.Tokens) + Layer(size.Tokens) : shape.Layers * Layer(size.Tokens);
        long leaves = (size.Adapters ? 4 : _number) * size.Trained, vocabulary = Vocabulary(size);

        // Besides what was kept, the layer that is differentiated has gradients of all of it, and what its operations need for a moment.
        if (!size.HeadOnly) activations += 2 * Layer(size.Tokens);

        // A lane's height is where its backward pass begins, with all activations and the gradient of the vocabulary, or where it ends,
        // with all gradients: the two meanings of a tied vocabulary each have one until their sum is there as well. In fp32 autograd adds to the
        // gradients of the micro-batches before, which are there from the beginning.
        long before = type == ComputeType.Fp32 && size.MicroBatches > 1 ? leaves : 0;
        long begin = before + activations + Logits(size.Targets) + vocabulary, end = leaves + (shape.TieWordEmbeddings ? (before > 0 ? 3 : 2) * vocabulary : 0);
        bool summed = type != ComputeType.Fp32 && size.MicroBatches > 1;
        long sums = summed ? 4 * size.Trained * compute.Lanes : 0;
        return MemoryPhase.Of(name,
        [
            .. always,
            new("program", Program),
            new("weights", Weights),
            new("moments of AdamW", Moments(size.Trained)),
            new("lower halves of fp32 masters", size.Adapters ? 0 : Masters(size.Trained, compute)),
            new("sums of gradients", sums),
            new("weights joined for the pass", compute.Lanes * ((recomputes ? Joined / shape.Layers : Joined) + (size.Adapters ? Summed : 0))),
            new(begin >= end ? $"{(recomputes ? "recomputed " : "")}activations and logits of a micro-batch" : "gradients of a micro-batch", compute.Lanes * Math.Max(begin, end)),
        ]);
    }

    /// <summary>The height of sampling.</summary>
    /// <param name="name">Of the phase.</param>
    /// <param name="compute">How work is cut.</param>
    /// <param name="options">What is trained.</param>
    /// <param name="batch">Rows decoded together in a lane, and their greatest length.</param>
    /// <param name="always">What else is loaded.</param>
    public MemoryPhase Sampling(string name, ComputeOptions compute, IAdapterOptions options, (int Rows, int Length) batch, IReadOnlyList<MemoryItem> always) => MemoryPhase.Of(name,
    [
        .. always,
        .. Standing(compute, options),
        new("weights joined and prepared for sampling", Joined + Prepared + (options.LoraR > 0 ? Summed : 0)),
        new("key-value cache", compute.Lanes * Cache(batch.Rows, batch.Length)),
        new("logits", compute.Lanes * Sampled(batch.Rows)),
    ]);

    /// <summary>The height of a forward pass of another model while this one is trained.</summary>
    /// <param name="name">Of the phase.</param>
    /// <param name="compute">How work is cut.</param>
    /// <param name="options">What is trained.</param>
    /// <param name="pass">The model that scores, and tokens and head positions of its largest micro-batch.</param>
    /// <param name="always">What else is loaded, the scoring model included.</param>
    public MemoryPhase Scoring(string name, ComputeOptions compute, IAdapterOptions options, (ModelMemory Model, int Tokens, int Targets) pass, IReadOnlyList<MemoryItem> always) => MemoryPhase.Of(name,
    [
        .. always,
        .. Standing(compute, options),
        new("weights joined and prepared for scoring", pass.Model.Joined + pass.Model.Prepared),
        new("activations and logits of a micro-batch", compute.Lanes * (pass.Model.Passing(pass.Tokens) + pass.Model.Logits(pass.Targets))),
    ]);

    /// <summary>What is there in every phase.</summary>
    private IEnumerable<MemoryItem> Standing(ComputeOptions compute, IAdapterOptions options) =>
    [
        new("program", Program),
        new("weights", Weights),
        new("moments of AdamW", Moments(Trained(options))),
        new("lower halves of fp32 masters", options.LoraR > 0 ? 0 : Masters(Parameters, compute)),
    ];

    /// <summary>Matrices that adapters are added to, rows and columns.</summary>
    private IEnumerable<long[]> Matrices(IAdapterOptions options) => WeightInitializer.Shapes(shape)
        .Where(s => s.Key.StartsWith("model.layers.", StringComparison.Ordinal) && options.LoraTargetModules.Any(target => s.Key.EndsWith($".{target}.weight", StringComparison.Ordinal)))
        .Select(s => s.Value);

    /// <summary>All matrices of the layers once more: with their adapters added.</summary>
    private long Summed => _number * WeightInitializer.Shapes(shape).Where(s => s.Key.StartsWith("model.layers.", StringComparison.Ordinal) && s.Value.Length == 2).Sum(s => s.Value[0] * s.Value[1]);

    /// <summary>All matrices once more in the layout of the processor's products; on a GPU there is no such copy.</summary>
    private long Prepared => Summed + (shape.Labels > 0 ? 0 : _number * shape.VocabularySize * shape.HiddenSize);

    /// <summary>Copies of q, k, v and of gate, up as one matrix each.</summary>
    private long Joined
    {
        get
        {
            long heads = ((long)shape.Heads + (2L * shape.KeyValueHeads)) * shape.HeadSize;
            return _number * shape.Layers * shape.HiddenSize * (heads + (2L * shape.IntermediateSize));
        }
    }

    /// <summary>Keys and values of B rows.</summary>
    private long Cache(int rows, int length) => 2L * _number * shape.Layers * rows * shape.KeyValueHeads * shape.HeadSize * length;

    /// <summary>The input of each layer, which is all that is kept when layers are computed again.</summary>
    private long Inputs(int tokens) => _number * shape.Layers * shape.HiddenSize * tokens;

    /// <summary>What a layer keeps for its backward pass on the plain path; own functions on the processor keep less of norms and attention.</summary>
    private long Layer(int tokens)
    {
        long hidden = shape.HiddenSize, heads = (long)shape.Heads * shape.HeadSize, keys = (long)shape.KeyValueHeads * shape.HeadSize;

        // Two norms: x in fp32, scaled in fp32, and the result. Attention: q and k after rotation, k and v for each query head, the result
        // as it comes and as it is read. The gated layer: both halves, silu of one, their product.
        long norms = 2 * (8 + _number) * hidden;
        long attention = _number * ((5 * heads) + keys);
        long gated = _number * 4 * shape.IntermediateSize;
        return tokens * (norms + attention + gated);
    }

    /// <summary>What a forward pass without gradients has at once: one layer's widest moment.</summary>
    private long Passing(int tokens) => tokens * ((_number * 4L * shape.IntermediateSize) + (12L * shape.HiddenSize));

    /// <summary>Logits of a micro-batch in the numbers of the model, a block of them at a time; a classifier's are nothing.</summary>
    private long Logits(int targets) => shape.Labels > 0 ? 0 : Math.Min(targets * _number * shape.VocabularySize, Math.Max(ChosenLogProbabilities.BlockBytes, _number * shape.VocabularySize));

    /// <summary>Logits of rows that are sampled from: in fp32, and as the product gives them.</summary>
    private long Sampled(int rows) => rows * (4 + (_number == 2 ? 2L : 0)) * shape.VocabularySize;

    /// <summary>The gradient of the output projection, which is there while the activations still are.</summary>
    private long Vocabulary(UpdateSize size) => shape.Labels > 0 || size.Trained < Parameters ? 0 : _number * shape.VocabularySize * shape.HiddenSize;

    private static long Moments(long trained) => 8 * trained;

    private long Masters(long trained, ComputeOptions compute) => type == ComputeType.Fp32 || !compute.MasterWeights ? 0 : 2 * trained;
}
