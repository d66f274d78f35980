// Decodes one batch of rows to the end. Each distinct prompt is run through the model once; its cache row is then copied for
// each of its samples. Finished rows are dropped from the cache as soon as a quarter of the rows are finished.
using System.Runtime.InteropServices;
using Pure.Data;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rollouts;

/// <summary>One batch on one lane.</summary>
internal sealed class DecodingBatch(Decoder decoder, DecoderWeights weights, SamplingOptions options, int endOfSequence)
{
    private const double KeepWhileActive = 0.75;

    /// <summary>Samples every row until it ends.</summary>
    public void Run(RolloutRow[] rows, CancellationToken cancel)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Prompt[] prompts = [.. rows.Select(r => r.Prompt).Distinct()];
        int longest = prompts.Max(p => p.Ids.Length);
        using var cache = new KeyValueCache(decoder.Config, prompts.Length, prompts.Max(p => p.Ids.Length + p.LimitOf(options)), Placement.Of(weights.Embedding));
        Prefill(prompts, longest, rows, cache);

        RolloutRow[] inCache = rows;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            RolloutRow[] active = [.. inCache.Where(r => r.Finish is null)];
            if (active.Length == 0) return;
            using DisposeScope step = NewDisposeScope();
            if (active.Length <= KeepWhileActive * inCache.Length)
            {
                cache.Select(Indices(inCache, r => r.Finish is null));
                inCache = active;
            }

            Step(inCache, cache);
        }
    }

    private void Prefill(Prompt[] prompts, int longest, RolloutRow[] rows, KeyValueCache cache)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] tokens = new long[prompts.Length * longest];
        for (int p = 0; p < prompts.Length; p++)
        {
            for (int t = 0; t < prompts[p].Ids.Length; t++) tokens[(p * longest) + t] = prompts[p].Ids[t];
        }

        Tensor hidden = decoder.Forward(weights, tensor(tokens, [prompts.Length, longest]), cache);               // (P, T, D)
        Tensor last = tensor([.. prompts.Select((p, i) => ((long)i * longest) + p.Ids.Length - 1)]);
        Tensor logits = Decoder.Project(weights, PaddedBatch.Pick(hidden, last));                                 // (P, V)
        var promptOf = prompts.Select((p, i) => (p, i)).ToDictionary(x => x.p, x => x.i);
        int[] source = [.. rows.Select(r => promptOf[r.Prompt])];
        cache.Select(tensor([.. source.Select(i => (long)i)]));
        Draw(rows, logits, source);
    }

    private void Step(RolloutRow[] rows, KeyValueCache cache)
    {
        // A finished row that still has its place in the cache repeats its last token, at the position of a row that goes on;
        // the result is not used.
        int standing = Array.Find(rows, r => r.Finish is null)!.Position;
        Tensor tokens = tensor([.. rows.Select(r => (long)r.LastToken)]);                                        // (B)
        var position = new DecodePosition([.. rows.Select(r => r.Finish is null ? r.Position : standing)], weights.Device);
        Tensor hidden = decoder.ForwardOne(weights, tokens, cache, position);                                     // (B, D)
        Draw(rows, Decoder.Project(weights, hidden), null);
    }

    /// <param name="rows">B rows.</param>
    /// <param name="logits">One row of logits for each, or for each prompt.</param>
    /// <param name="source">Which row of the logits belongs to a row; <see langword="null"/> for its own.</param>
    private void Draw(RolloutRow[] rows, Tensor logits, int[]? source)
    {
        if (logits.device_type != DeviceType.CPU && DeviceSampler.Supports(options))
        {
            DrawOnDevice(rows, logits, source);
            return;
        }

        int vocabulary = (int)logits.shape[1];
        ReadOnlySpan<float> all = MemoryMarshal.Cast<byte, float>(logits.OnHost().contiguous().bytes);
        for (int i = 0; i < rows.Length; i++)
        {
            RolloutRow row = rows[i];
            if (row.Finish is not null) continue;
            ReadOnlySpan<float> mine = all.Slice((source?[i] ?? i) * vocabulary, vocabulary);
            int token = TokenSampler.Sample(mine, options, SeedSequence.Uniform(row.Seed, row.Length), out double logProbability);
            row.Add(token, logProbability, endOfSequence, options);
        }
    }

    /// <summary>The draw is computed where the logits are: two numbers a row come back, and the host waits once a token.</summary>
    private void DrawOnDevice(RolloutRow[] rows, Tensor logits, int[]? source)
    {
        if (source is not null) logits = logits.Rows(tensor([.. source.Select(i => (long)i)]));
        (int Token, double LogProbability)[] drawn = DeviceSampler.Draw(logits, options, [.. rows.Select(r => r.Finish is null ? SeedSequence.Uniform(r.Seed, r.Length) : 0)]);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Finish is null) rows[i].Add(drawn[i].Token, drawn[i].LogProbability, endOfSequence, options);
        }
    }

    private static Tensor Indices(RolloutRow[] rows, Func<RolloutRow, bool> keep) =>
        tensor([.. rows.Select((row, i) => (row, i)).Where(x => keep(x.row)).Select(x => (long)x.i)]);
}
