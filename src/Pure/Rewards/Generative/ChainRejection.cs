namespace Pure.Rewards.Generative;

/// <summary>Why a verification chain is not used for training.</summary>
public enum ChainRejection
{
    /// <summary>It is used.</summary>
    None,

    /// <summary>The solution has no labels.</summary>
    NoLabels,

    /// <summary>No verdict can be read in it.</summary>
    NoDecision,

    /// <summary>It has neither one verdict a step nor one a step up to the first error.</summary>
    WrongCount,

    /// <summary>A verdict disagrees with a label.</summary>
    Disagrees,

    /// <summary>It is longer than the limit.</summary>
    TooLong,

    /// <summary>The solution has as many chains as it may have.</summary>
    EnoughChains,

    /// <summary>Left out so that right and wrong solutions are equally many.</summary>
    Balanced,
}
