namespace Pure.Mutation;

/// <summary>What the tests say about a change.</summary>
internal enum TestOutcome
{
    /// <summary>Nothing: it survived.</summary>
    Passed,

    /// <summary>A test failed, or the program ended.</summary>
    Failed,

    /// <summary>They had not ended after three times the processor time that they take without a change, and ten seconds.</summary>
    TimedOut,
}
