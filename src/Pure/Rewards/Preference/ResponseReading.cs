// What a reward model for whole responses reads: what stands before a prompt, the prompt, what stands behind it, the response and the
// end-of-sequence token. It is written into the model's config.json under "pure", so that the model is never used on texts in another form.
using System.Text.Json.Nodes;
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Rewards.Preference;

/// <summary>The layout of a prompt and a response.</summary>
public sealed class ResponseReading
{
    /// <summary>Where the prompt stands.</summary>
    public const string Placeholder = "{prompt}";

    private readonly string _template;
    private readonly int[] _before;
    private readonly int[] _behind;
    private readonly int _endOfSequence;

    private ResponseReading(string template, int[] before, int[] behind, int endOfSequence)
    {
        _template = template;
        _before = before;
        _behind = behind;
        _endOfSequence = endOfSequence;
    }

    /// <summary>Makes a reading.</summary>
    /// <param name="tokenizer">Of the model.</param>
    /// <param name="template">With <c>{prompt}</c> where the prompt stands.</param>
    /// <exception cref="PureException">The template has no place for the prompt.</exception>
    public static ResponseReading Of(Tokenizer tokenizer, string template)
    {
        string[] parts = template.Split(Placeholder);
        if (parts.Length != 2) throw new PureException($"The template '{template}' of a preference reward model must hold {Placeholder} once.");
        return new ResponseReading(template, tokenizer.Encode(parts[0], allowSpecial: true), tokenizer.Encode(parts[1], allowSpecial: true), tokenizer.EndOfSequence);
    }

    /// <summary>Reads the reading that a model was trained with.</summary>
    /// <param name="config">Of the model.</param>
    /// <param name="tokenizer">Of the model.</param>
    /// <param name="folder">For messages.</param>
    /// <param name="kind">What the model must be: <c>preference</c> or <c>uncertain</c>.</param>
    public static ResponseReading Read(ModelConfig config, Tokenizer tokenizer, string folder, string kind)
    {
        JsonObject? pure = config.Source["pure"] as JsonObject;
        string? found = pure?["kind"]?.GetValue<string>();
        if (found != kind || pure!["prompt_template"] is null)
            throw new PureException($"'{folder}' is no reward model of kind '{kind}' ({(found is null ? "config.json has no \"pure\": {\"kind\": ...}" : $"its kind is '{found}'")}). Train one with 'pure reward' and reward.kind: {kind}.");
        return Of(tokenizer, pure["prompt_template"]!.GetValue<string>());
    }

    /// <summary>The model's config with this reading in it.</summary>
    public ModelConfig WriteTo(ModelConfig config, string kind)
    {
        JsonObject source = config.Source.DeepClone().AsObject();
        source["pure"] = new JsonObject { ["kind"] = kind, ["prompt_template"] = _template };
        return config with { Source = source };
    }

    /// <summary>A text as the model reads it, and the position of its reward: the end-of-sequence token.</summary>
    public RewardModelInput Input(int[] prompt, int[] response)
    {
        int[] ids = [.. _before, .. prompt, .. _behind, .. response, _endOfSequence];
        return new RewardModelInput(ids, [ids.Length - 1]);
    }

    /// <summary>A sampled response, its tokens as sampled. One that was cut is read as if it ended there.</summary>
    /// <param name="rollout">The response.</param>
    /// <param name="steps">Where its steps end.</param>
    /// <param name="placement">One reward, at the end, or one a step.</param>
    public RewardModelInput Input(Rollout rollout, Steps steps, ResponsePlacement placement)
    {
        int[] response = rollout.ResponseIds;
        if (response.Length > 0 && response[^1] == _endOfSequence) response = response[..^1];
        RewardModelInput whole = Input(rollout.PromptIds, response);
        if (placement == ResponsePlacement.Response) return whole;
        int start = _before.Length + rollout.PromptIds.Length + _behind.Length;
        return whole with { Positions = [.. Enumerable.Range(0, steps.Count).Select(j => j == steps.Count - 1 ? whole.Ids.Length - 1 : start + steps.End(j))] };
    }
}
