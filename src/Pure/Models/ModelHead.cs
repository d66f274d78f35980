namespace Pure.Models;

/// <summary>What stands on top of the decoder.</summary>
public enum ModelHead
{
    /// <summary>Logits over the vocabulary: <c>lm_head.weight</c>, or the embedding.</summary>
    LanguageModel,

    /// <summary>One linear layer with a bias, read at any token: <c>score.weight</c>, <c>score.bias</c>. With one label: a scalar value.</summary>
    TokenClassifier,

    /// <summary>One linear layer without a bias, read at the last token: <c>score.weight</c>.</summary>
    SequenceClassifier,

    /// <summary>Two linear layers with a ReLU between them, as in Qwen's published reward models: <c>score.0.*</c>, <c>score.2.*</c>.</summary>
    TwoLayerClassifier,
}
