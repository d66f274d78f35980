// The names that config.json gives to architectures: a family, "For", and a head. Qwen's reward models have two names for the
// two-layer head: with a class for each step (Qwen2ForProcessRewardModel) and with one number for the whole (Qwen2ForRewardModel).
namespace Pure.Models;

/// <summary>Architecture names of Hugging Face, such as <c>Qwen2ForCausalLM</c>.</summary>
internal static class ArchitectureName
{
    private static readonly (string Suffix, ModelHead Head)[] Heads =
    [
        ("ForCausalLM", ModelHead.LanguageModel),
        ("ForTokenClassification", ModelHead.TokenClassifier),
        ("ForSequenceClassification", ModelHead.SequenceClassifier),
        ("ForProcessRewardModel", ModelHead.TwoLayerClassifier),
        ("ForRewardModel", ModelHead.TwoLayerClassifier),
    ];

    /// <summary>The name of a family in <c>model_type</c>.</summary>
    public static string TypeOf(ModelFamily family) => family.ToString().ToLowerInvariant();

    /// <summary>The family of a <c>model_type</c>; <see langword="null"/> for one that is not known.</summary>
    public static ModelFamily? FamilyOf(string modelType) =>
        Enum.GetValues<ModelFamily>().Where(f => TypeOf(f) == modelType).Cast<ModelFamily?>().FirstOrDefault();

    /// <summary>The head of an architecture; <see langword="null"/> for one that is not known or of another family.</summary>
    public static ModelHead? HeadOf(string name, ModelFamily family) =>
        Heads.Where(h => name == family + h.Suffix).Select(h => (ModelHead?)h.Head).FirstOrDefault();

    /// <summary>All names of a family.</summary>
    public static IEnumerable<string> Of(ModelFamily family) => Heads.Select(h => family + h.Suffix);

    /// <summary>The name of a family with a head.</summary>
    /// <param name="family">The family.</param>
    /// <param name="head">The head.</param>
    /// <param name="labels">Its classes: one tells a reward model for whole responses from a process reward model.</param>
    public static string Of(ModelFamily family, ModelHead head, int labels) =>
        family + (head == ModelHead.TwoLayerClassifier && labels == 1 ? "ForRewardModel" : Heads.First(h => h.Head == head).Suffix);
}
