using System.ComponentModel.DataAnnotations;
using Pure.Rewards.Generative;
using Pure.Rollouts.Remote;

namespace Pure.Config;

/// <summary>A generative verifier (ThinkPRM, arXiv 2504.16828): a language model that reviews solutions in writing.</summary>
[ConfigKind("generative")]
public sealed record GenerativeModelSource : RewardModelSource, IChecked
{
    /// <summary>Folder of the language model; with a server, the folder of its tokenizer.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";

    /// <summary>With a folder of adapters: the folder of their base model, where it is not the one that the adapters name.</summary>
    [PathKey]
    public string? Base { get; init; }

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }

    /// <summary>Where it runs, if not in this process.</summary>
    public RemoteEndpoint? Server { get; init; }

    /// <summary>Its texts.</summary>
    public VerifierFormatName Format { get; init; } = VerifierFormatName.ThinkPrm;

    /// <summary>The prompt it was trained with, if not the format's own; <c>{problem}</c> and <c>{solution}</c> stand for the texts. Ends where the model begins to write, and may hold special tokens.</summary>
    public string? PromptTemplate { get; init; }

    /// <summary>How reviews become rewards of steps.</summary>
    public GenerativeReads Reads { get; init; } = GenerativeReads.Chain;

    /// <summary>How much it thinks.</summary>
    public VerifierOptions Verifier { get; init; } = new();

    /// <summary>Chains decoded together in one lane.</summary>
    [Range(1, 100_000)]
    public int MaxDecodeRows { get; init; } = 128;

    /// <summary>The format with its prompt.</summary>
    public VerificationFormat Texts()
    {
        VerificationFormat format = Format == VerifierFormatName.Chain ? VerificationFormat.Chain : VerificationFormat.ThinkPrm;
        return PromptTemplate is null ? format : format with { Prompt = PromptTemplate };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        foreach (string problem in Verifier.Contradictions()) yield return problem;
        if (PromptTemplate is { } template && (!template.Contains("{problem}", StringComparison.Ordinal) || !template.Contains("{solution}", StringComparison.Ordinal)))
            yield return "prompt_template must hold {problem} and {solution}.";
        if (Reads == GenerativeReads.Solution && Verifier.Rounds > 1 && Format == VerifierFormatName.Chain) yield return "the format 'chain' has no phrases for more than one round.";
    }
}
