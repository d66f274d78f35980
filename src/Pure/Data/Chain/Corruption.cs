namespace Pure.Data.Chain;

/// <summary>The ways in which the <see cref="Corruptor"/> makes a step wrong.</summary>
public enum Corruption
{
    /// <summary>A result drawn uniformly from the wrong ones.</summary>
    RandomResult,

    /// <summary>A result that the <see cref="Demonstrator"/> would slip to.</summary>
    Slip,

    /// <summary>An operand copied wrongly from the prompt; the arithmetic is right for the wrong operand.</summary>
    WrongOperand,

    /// <summary>A sign copied wrongly; the arithmetic is right for the wrong sign.</summary>
    WrongOperation,

    /// <summary>The operation behind the one that is due; the arithmetic is right.</summary>
    SkippedOperation,

    /// <summary>The operation before the one that is due, once more; the arithmetic is right.</summary>
    RepeatedOperation,

    /// <summary>A restatement of another value.</summary>
    WrongRestatement,

    /// <summary>The current value as the answer while operations are left.</summary>
    PrematureAnswer,

    /// <summary>All operations done, another value as the answer.</summary>
    WrongAnswer,

    /// <summary>The answer followed by something more.</summary>
    AfterAnswer,

    /// <summary>A line with nothing on it.</summary>
    EmptyStep,

    /// <summary>A line of arbitrary characters.</summary>
    Junk,
}
