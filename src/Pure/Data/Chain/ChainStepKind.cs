namespace Pure.Data.Chain;

/// <summary>What a step is by its form, right or wrong.</summary>
public enum ChainStepKind
{
    /// <summary>None of the other forms.</summary>
    Other,

    /// <summary><c>c-6=2</c></summary>
    Operation,

    /// <summary><c>s2</c>: says the current value once more; allowed and useless.</summary>
    Restatement,

    /// <summary><c>#2</c></summary>
    Answer,
}
