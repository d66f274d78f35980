// Shapes of published models, as their config.json files give them, and three small ones for trying things out. They make random
// checkpoints of real sizes, so that speed and memory can be measured and formats be tried without any download.

using System.Text.Json.Nodes;

namespace Pure.Models;

/// <summary>Shapes by name.</summary>
public static class KnownShapes
{
    private static readonly SortedDictionary<string, ModelConfig> Shapes = new(StringComparer.Ordinal)
    {
        ["qwen2.5-0.5b"] = Qwen2(896, 4864, 24, 14, 2) with { TieWordEmbeddings = true },
        ["qwen2.5-1.5b"] = Qwen2(1536, 8960, 28, 12, 2) with { TieWordEmbeddings = true, MaxPositions = 131_072 },
        ["qwen2.5-math-1.5b"] = Qwen2(1536, 8960, 28, 12, 2) with { TieWordEmbeddings = true, MaxPositions = 4096, RopeTheta = 10_000 },
        ["qwen2.5-3b"] = Qwen2(2048, 11_008, 36, 16, 2) with { TieWordEmbeddings = true },
        ["qwen2.5-7b"] = Qwen2(3584, 18_944, 28, 28, 4) with { VocabularySize = 152_064, MaxPositions = 131_072 },
        ["qwen2.5-math-7b"] = Qwen2(3584, 18_944, 28, 28, 4) with { VocabularySize = 152_064, MaxPositions = 4096, RopeTheta = 10_000 },
        ["qwen3-0.6b"] = Qwen3(1024, 3072, 28, 16),
        ["qwen3-1.7b"] = Qwen3(2048, 6144, 28, 16),
        ["llama-3.2-1b"] = Llama3(2048, 8192, 16, 32, 8) with { TieWordEmbeddings = true },
        ["llama-3.1-8b"] = Llama3(4096, 14_336, 32, 32, 8) with { RopeScaling = new Llama3RopeScaling(8, 1, 4, 8192) },
        ["mistral-7b-v0.3"] = new ModelConfig
        {
            Family = ModelFamily.Mistral, VocabularySize = 32_768, HiddenSize = 4096, IntermediateSize = 14_336, Layers = 32, Heads = 32,
            KeyValueHeads = 8, MaxPositions = 32_768, NormEpsilon = 1e-5, Source = Ends(1, 2),
        },
        ["tiny"] = Tiny(ModelFamily.Qwen2),
        ["tiny-qwen3"] = Tiny(ModelFamily.Qwen3) with { HeadSize = 32 },
        ["tiny-llama"] = Tiny(ModelFamily.Llama) with { RopeScaling = new Llama3RopeScaling(8, 1, 4, 64), MaxPositions = 512 },
        ["tiny-mistral"] = Tiny(ModelFamily.Mistral),
        ["small"] = Tiny(ModelFamily.Qwen2) with { VocabularySize = 4096, HiddenSize = 256, IntermediateSize = 1024, Layers = 9, Heads = 8, KeyValueHeads = 4, MaxPositions = 2048 },
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Shapes.Keys;

    /// <summary>The shape of a name, as a language model.</summary>
    /// <exception cref="PureException">The name is not known.</exception>
    public static ModelConfig Find(string name) => Shapes.TryGetValue(name, out ModelConfig? shape)
        ? shape
        : throw new PureException($"No shape is called '{name}'. Known are {string.Join(", ", Names)}.");

    /// <summary>Whether a shape is no published model's, so that its vocabulary may be cut to a tokenizer.</summary>
    public static bool IsSmall(string name) => name.StartsWith("tiny", StringComparison.Ordinal) || name == "small";

    /// <summary>The same shape with another head.</summary>
    /// <param name="shape">A language model.</param>
    /// <param name="head">The head.</param>
    /// <param name="labels">Its classes; not used for a language model.</param>
    public static ModelConfig WithHead(ModelConfig shape, ModelHead head, int labels) =>
        head == ModelHead.LanguageModel ? shape with { Labels = 0 } : shape with { Head = head, Labels = labels };

    private static ModelConfig Qwen2(int hidden, int inner, int layers, int heads, int keyValueHeads) => new()
    {
        Family = ModelFamily.Qwen2, VocabularySize = 151_936, HiddenSize = hidden, IntermediateSize = inner, Layers = layers, Heads = heads,
        KeyValueHeads = keyValueHeads, MaxPositions = 32_768, Source = Ends(151_643, 151_643),
    };

    private static ModelConfig Qwen3(int hidden, int inner, int layers, int heads) => new()
    {
        Family = ModelFamily.Qwen3, VocabularySize = 151_936, HiddenSize = hidden, IntermediateSize = inner, Layers = layers, Heads = heads,
        KeyValueHeads = 8, HeadSize = 128, MaxPositions = 40_960, TieWordEmbeddings = true, Source = Ends(151_643, 151_645),
    };

    private static ModelConfig Llama3(int hidden, int inner, int layers, int heads, int keyValueHeads) => new()
    {
        Family = ModelFamily.Llama, VocabularySize = 128_256, HiddenSize = hidden, IntermediateSize = inner, Layers = layers, Heads = heads,
        KeyValueHeads = keyValueHeads, MaxPositions = 131_072, RopeTheta = 500_000, NormEpsilon = 1e-5,
        RopeScaling = new Llama3RopeScaling(32, 1, 4, 8192), Source = Ends(128_000, 128_001),
    };

    private static JsonObject Ends(int begin, int end) => new() { ["bos_token_id"] = begin, ["eos_token_id"] = end };

    private static ModelConfig Tiny(ModelFamily family) => new()
    {
        Family = family, VocabularySize = 512, HiddenSize = 64, IntermediateSize = 128, Layers = 2, Heads = 4, KeyValueHeads = 2,
        MaxPositions = 512, RopeTheta = 10_000, TieWordEmbeddings = true,
    };
}
