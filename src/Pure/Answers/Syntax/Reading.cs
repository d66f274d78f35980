namespace Pure.Answers.Syntax;

/// <summary>How ambiguous spellings are read. Two answers are equal when they are under the same reading.</summary>
/// <param name="Calls">A letter before brackets is a function of what is in them, not a factor.</param>
/// <param name="Thousands">A comma before three digits groups digits; otherwise it separates.</param>
/// <param name="Scientific">1e-5 is a number; otherwise a difference.</param>
/// <param name="Units">A single letter behind a number and a blank is a unit; otherwise a factor.</param>
/// <param name="EngineeringUnit">j is the imaginary unit; otherwise a name.</param>
/// <param name="Combinations">C with a number below and one above is a number of combinations; otherwise a power of a name.</param>
/// <param name="Sentences">A sentence that ends in a formula says that formula; otherwise it is words.</param>
/// <param name="Continued">0.333... goes on for ever; otherwise it is unreadable.</param>
internal sealed record Reading(bool Calls = true, bool Thousands = true, bool Scientific = true, bool Units = true, bool Continued = false, bool EngineeringUnit = false, bool Combinations = false, bool Sentences = false);
