using Pure.Data;

namespace Pure.Training.Plans;

/// <summary>A data file, counted in tokens of the model.</summary>
/// <param name="Role">The key that names it.</param>
/// <param name="Report">What was read.</param>
/// <param name="Unit">What is counted: prompts, or whole rows.</param>
/// <param name="Tokens">Their lengths.</param>
/// <param name="Limit">The longest that can be used.</param>
/// <param name="TooLong">How many are longer. None is cut silently: the run refuses them.</param>
public sealed record DataPlan(string Role, DatasetReport Report, string Unit, TokenHistogram Tokens, int Limit, int TooLong);
