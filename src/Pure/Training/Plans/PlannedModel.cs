using Pure.Config;
using Pure.Models;
using Pure.Text;

namespace Pure.Training.Plans;

/// <summary>A model that a run would load: its shape and tokenizer, but not its weights, whose headers alone are checked.</summary>
/// <param name="Key">The key that names it.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The numbers it would be computed with.</param>
/// <param name="Tokenizer">Its tokenizer; <see langword="null"/> when it could not be read, or was not asked for.</param>
internal sealed record PlannedModel(string Key, ModelConfig Shape, ComputeType Type, Tokenizer? Tokenizer)
{
    /// <summary>Looks at a model folder.</summary>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="source">Key path and folder.</param>
    /// <param name="type">The numbers it would be computed with.</param>
    /// <param name="isPolicy">Whether it must be a language model.</param>
    /// <param name="withTokenizer">Whether to load the tokenizer as well.</param>
    public static PlannedModel? Look(ProblemList problems, (string Key, string Folder) source, ComputeType type, bool isPolicy, bool withTokenizer)
    {
        if (source.Folder.Length == 0) return null;
        ModelConfig? shape = problems.Try(() => ModelFolder.ReadConfig(source.Folder));
        if (shape is null) return null;
        problems.Try(() => ModelFolder.CheckWeights(source.Folder, shape));
        if (isPolicy && shape.Labels > 0)
            problems.Add($"{source.Key}: '{source.Folder}' holds a token classifier (a reward model), and a language model is needed here. Give the folder of the policy.");
        Tokenizer? tokenizer = withTokenizer ? problems.Try(() => Tokenizer.Load(source.Folder)) : null;
        if (tokenizer is not null && tokenizer.VocabularySize > shape.VocabularySize)
            problems.Add($"{source.Key}: the tokenizer in '{source.Folder}' has ids up to {tokenizer.VocabularySize - 1}, and the model's embedding has {shape.VocabularySize} rows. The tokenizer belongs to another model.");
        return new PlannedModel(source.Key, shape, type, tokenizer);
    }

    /// <summary>Its memory.</summary>
    public ModelMemory Memory(ModelConfig? shape = null) => new(shape ?? Shape, Type);
}
