// Samples responses in this process. On a CPU that has the kernels, each lane works through its share of the prompts with a fixed number
// of places (ContinuousBatch); anywhere else, and as the reference, prompts are cut into batches of a fixed number of rows that go
// through the forward pass of training (DecodingBatch). A response's tokens depend on its own seed and prompt only.
using Pure.Data;
using Pure.Models;
using Pure.Models.Inference;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rollouts;

/// <summary>A batched sampler with a static key-value cache.</summary>
/// <param name="decoder">The model.</param>
/// <param name="lanes">Where batches run.</param>
/// <param name="endOfSequence">The token that ends a response.</param>
/// <param name="maxRows">Responses decoded together in one lane.</param>
public sealed class LocalGenerator(Decoder decoder, Lanes lanes, int endOfSequence, int maxRows)
{
    /// <summary>Samples with the forward pass of training, batch by batch: slower, and the reference for tests.</summary>
    public bool Plain { get; init; }

    /// <summary>Samples <see cref="GenerationRequest.SamplesPerPrompt"/> responses to every prompt.</summary>
    /// <param name="weights">Weights of the policy.</param>
    /// <param name="request">Prompts and seeds.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="cancel">Checked between batches and between tokens.</param>
    /// <returns>Rollouts in the order of the prompts, samples of one prompt beside each other.</returns>
    /// <exception cref="PureException">A prompt is empty, or does not leave room for the response within the model's positions.</exception>
    public IReadOnlyList<Rollout> Generate(Weights weights, GenerationRequest request, SamplingOptions options, CancellationToken cancel = default)
    {
        Check(request, options);
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(decoder.Config, weights);
        List<RolloutRow[]> batches = Batches(request);
        if (Plain || !PreparedWeights.Supports(joined))
            lanes.ForEach(batches, rows => new DecodingBatch(decoder, joined, options, endOfSequence).Run(rows, cancel));
        else
            Continuously(PreparedWeights.Of(decoder.Config, joined), [.. batches.SelectMany(rows => rows)], options, cancel);
        return [.. batches.SelectMany(rows => rows).Select(row => row.ToRollout(request.PolicyVersion))];
    }

    /// <summary>Each lane takes every n-th prompt; with fewer prompts than lanes, the responses to each are shared out.</summary>
    private void Continuously(PreparedWeights weights, RolloutRow[] rows, SamplingOptions options, CancellationToken cancel)
    {
        List<PromptReading> readings = PromptReading.Of(PromptGroup.Of(rows));
        if (readings.Count < lanes.Count) readings = [.. readings.SelectMany(r => r.Split(lanes.Count))];
        lanes.Run(lane =>
        {
            IInferencePass pass = InferencePasses.Of(weights, decoder.Rotary, lanes.ThreadsPerLane);
            new ContinuousBatch(weights, pass, options, (endOfSequence, maxRows, lanes.ThreadsPerLane)).Run([.. readings.Where((_, i) => i % lanes.Count == lane)], cancel);
        });
    }

    /// <summary>The generator of one policy, for code that does not care where a policy runs.</summary>
    /// <param name="weights">Its weights, read anew at every call.</param>
    public IGenerator Of(Weights weights) => new Bound(this, weights);

    private List<RolloutRow[]> Batches(GenerationRequest request)
    {
        int samples = request.SamplesPerPrompt;
        int perLane = (request.Prompts.Count + lanes.Count - 1) / lanes.Count;
        int prompts = Math.Clamp(maxRows / samples, 1, Math.Max(1, perLane));
        return [.. request.Prompts.Chunk(prompts).Select(chunk => chunk.SelectMany(prompt => Rows(prompt, request)).ToArray())];
    }

    private static IEnumerable<RolloutRow> Rows(Prompt prompt, GenerationRequest request)
    {
        ulong seed = SeedSequence.Derive(request.Seed, prompt.ProblemId);
        return Enumerable.Range(0, request.SamplesPerPrompt).Select(k => new RolloutRow(prompt, k, SeedSequence.Derive(seed, (ulong)k)));
    }

    private void Check(GenerationRequest request, SamplingOptions options)
    {
        foreach (Prompt prompt in request.Prompts)
        {
            if (prompt.Ids.Length == 0) throw new PureException($"The prompt of problem '{prompt.ProblemId}' has no tokens. Give it a text or a prompt template.");
            if (prompt.Ids.Length + prompt.LimitOf(options) > decoder.Config.MaxPositions)
                throw new PureException($"The prompt of problem '{prompt.ProblemId}' has {prompt.Ids.Length} tokens; with {prompt.LimitOf(options)} new ones that is more than the model's {decoder.Config.MaxPositions} positions. Shorten the prompt or lower max_completion_length.");
        }
    }

    private sealed class Bound(LocalGenerator generator, Weights weights) : IGenerator
    {
        public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default) =>
            generator.Generate(weights, request, options, cancel);
    }
}
