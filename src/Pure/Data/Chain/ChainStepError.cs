namespace Pure.Data.Chain;

/// <summary>What is wrong with a step. A step with several faults is given the first that applies, in this order.</summary>
public enum ChainStepError
{
    /// <summary>Nothing: the step is correct.</summary>
    None,

    /// <summary>The response was cut by the length limit inside this step.</summary>
    Truncated,

    /// <summary>A line with nothing on it.</summary>
    EmptyStep,

    /// <summary>Something after the answer.</summary>
    AfterAnswer,

    /// <summary>Neither an operation, a restatement nor an answer.</summary>
    Malformed,

    /// <summary>Not the next operation: one was skipped, repeated or made up.</summary>
    WrongLabel,

    /// <summary>Another arithmetic sign than the prompt's.</summary>
    WrongOperation,

    /// <summary>Another operand than the prompt's.</summary>
    WrongOperand,

    /// <summary>The arithmetic is wrong.</summary>
    WrongResult,

    /// <summary>The restated value is not the value stated last.</summary>
    WrongRestatement,

    /// <summary>An answer before all operations are done.</summary>
    PrematureAnswer,

    /// <summary>All operations are done, but the answer is not the value stated last.</summary>
    WrongAnswer,
}
