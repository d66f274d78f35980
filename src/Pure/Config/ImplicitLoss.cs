namespace Pure.Config;

/// <summary>What an implicit process reward model is trained with (arXiv 2412.01981, section 3.2).</summary>
public enum ImplicitLoss
{
    /// <summary>Cross-entropy of sigma(beta · log-ratio) with the label of each response. Needs no pairs; the balanced choice of the paper when there are few.</summary>
    Ce,

    /// <summary>DPO on pairs: every right response of a prompt with every wrong one.</summary>
    Dpo,

    /// <summary>NCA on the same pairs.</summary>
    Nca,

    /// <summary>KTO on single responses; its reference point comes from responses under other prompts of the batch.</summary>
    Kto,

    /// <summary>KTO on pairs, as published: the gradient flows through the reference points.</summary>
    KtoPairs,

    /// <summary>Step labels: (sigma(beta · log-ratio of the step) - label)². The optional second stage; the paper finds no gain.</summary>
    Steps,
}
