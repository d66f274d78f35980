// Decodes any number of responses with a fixed number of places. A place whose response has ended goes to the next response at once, and
// new prompts go through the model in the same pass as the newest tokens of the others. A prompt's keys and values are computed once and
// read by all its responses, and by those to prompts that it begins with; nothing is copied, padded or concatenated. DecodingBatch is the plain version of the same thing.
using Pure.Data;
using Pure.Models.Inference;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rollouts;

/// <summary>The work of one lane.</summary>
/// <param name="weights">Weights of the policy.</param>
/// <param name="pass">Its forward pass.</param>
/// <param name="options">How tokens are drawn.</param>
/// <param name="limits">The end-of-sequence token, places, and threads of the lane.</param>
internal sealed class ContinuousBatch(PreparedWeights weights, IInferencePass pass, SamplingOptions options, (int EndOfSequence, int Places, int Threads) limits)
{
    /// <summary>Most prompt tokens in one pass, so that its activations stay small; a longer prompt goes alone.</summary>
    private const int PromptTokens = 1024;

    private readonly List<Place> _places = [];
    private readonly Queue<Waiting> _waiting = new();
    private readonly int _elementSize = weights.Source.Type == ScalarType.BFloat16 ? 2 : 4;

    /// <summary>Samples every response to its end.</summary>
    public void Run(IReadOnlyList<PromptReading> readings, CancellationToken cancel)
    {
        using IDisposable quiet = no_grad();
        var prompts = new Queue<PromptReading>(readings);
        try
        {
            while (prompts.Count + _waiting.Count + _places.Count > 0)
            {
                cancel.ThrowIfCancellationRequested();
                while (_places.Count < limits.Places && _waiting.TryDequeue(out Waiting? next)) _places.Add(new Place(next.Row, next.Prompt, Segment(next.Row.Prompt.LimitOf(options))));
                Step(TakePrompts(prompts));
                _places.RemoveAll(Ended);
            }
        }
        finally
        {
            foreach (Place place in _places) place.Own.Dispose();
            foreach (PromptReading reading in readings) reading.Segment?.Dispose();
        }
    }

    /// <summary>The prompts that are read now: as many as fill the free places.</summary>
    private List<PromptReading> TakePrompts(Queue<PromptReading> prompts)
    {
        var taken = new List<PromptReading>();
        int free = limits.Places - _places.Count, tokens = 0;
        while (free > 0 && prompts.TryPeek(out PromptReading? prompt) && (tokens == 0 || tokens + prompt.Ids.Length <= PromptTokens))
        {
            taken.Add(prompts.Dequeue());
            free -= prompt.Rows;
            tokens += prompt.Ids.Length;
        }

        return taken;
    }

    /// <summary>One pass: a token for every place, and a first token for every response to a new prompt.</summary>
    private void Step(List<PromptReading> prompts)
    {
        using DisposeScope scope = NewDisposeScope();
        var spans = new List<TokenSpan>(_places.Count + prompts.Count);
        foreach (Place place in _places)
            spans.Add(new TokenSpan(new[] { place.Row.LastToken }, place.Prompt.Segment, place.Row.Prompt.Ids.Length, place.Own, place.Row.Length - 1, First));
        foreach (PromptReading prompt in prompts)
        {
            prompt.Segment = Segment(prompt.Ids.Length);
            prompt.Open = prompt.Rows;
            spans.Add(new TokenSpan(prompt.Ids, null, 0, prompt.Segment, 0, [.. prompt.Groups.Select(g => g.Ids.Length - 1)]));
        }

        // Row i of the hidden states belongs to place i, and behind the places to the prompts, by length where they are read together.
        RolloutRow[][] drawing = [.. _places.Select(p => new[] { p.Row }), .. prompts.SelectMany(p => p.Groups).Select(g => g.Rows.ToArray())];
        var drawn = new (int Token, double LogProbability)[drawing.Length][];
        LogitRows.Read(weights, pass.Run(spans), drawing.Length, limits.Threads, (row, logits) =>
            drawn[row] = [.. drawing[row].Select(response => Draw(logits, response))]);
        for (int i = 0; i < drawing.Length; i++)
        {
            for (int k = 0; k < drawing[i].Length; k++) drawing[i][k].Add(drawn[i][k].Token, drawn[i][k].LogProbability, limits.EndOfSequence, options);
        }

        foreach (PromptReading prompt in prompts) Admit(prompt);
    }

    private static readonly int[] First = [0];

    private unsafe (int Token, double LogProbability) Draw(nint logits, RolloutRow row)
    {
        int vocabulary = weights.Config.VocabularySize;
        double uniform = SeedSequence.Uniform(row.Seed, row.Length), logProbability;
        int token = _elementSize == 2
            ? TokenSampler.Sample((Bf16*)logits, vocabulary, options, uniform, out logProbability)
            : TokenSampler.Sample((Fp32*)logits, vocabulary, options, uniform, out logProbability);
        return (token, logProbability);
    }

    /// <summary>Responses that go on after their first token wait for places.</summary>
    private void Admit(PromptReading prompt)
    {
        foreach (RolloutRow row in prompt.Groups.SelectMany(g => g.Rows))
        {
            if (row.Finish is not null) Close(prompt);
            else _waiting.Enqueue(new Waiting(row, prompt));
        }
    }

    private KeyValueSegment Segment(int tokens) => new(weights.Config, tokens, _elementSize, weights.Config.Layers);

    private static bool Ended(Place place)
    {
        if (place.Row.Finish is null) return false;
        place.Own.Dispose();
        Close(place.Prompt);
        return true;
    }

    private static void Close(PromptReading prompt)
    {
        if (--prompt.Open > 0) return;
        prompt.Segment?.Dispose();
        prompt.Segment = null;
    }

    private sealed record Waiting(RolloutRow Row, PromptReading Prompt);

    private sealed record Place(RolloutRow Row, PromptReading Prompt, KeyValueSegment Own);
}
