using System.Text.Json;

namespace Pure.Data.Files;

/// <summary>A row of a data file as it lies there.</summary>
/// <param name="Number">Line of a JSON Lines file, else count of the row; from 1.</param>
/// <param name="Value">The row; gone when the next one is read. Not to be used when there is a <paramref name="Problem"/>.</param>
/// <param name="Problem">Why it cannot be read, as the end of a sentence; <see langword="null"/> when it can.</param>
internal readonly record struct DataRow(int Number, JsonElement Value, string? Problem = null);
