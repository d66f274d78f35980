namespace Pure.Answers.Expressions;

/// <summary>Constants with a name of their own.</summary>
internal enum ConstantKind
{
    Pi,
    E,
    I,
    Infinity,
}
