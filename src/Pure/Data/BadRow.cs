namespace Pure.Data;

/// <summary>A row that cannot be read.</summary>
/// <param name="Number">Its line, or its count in a file without lines; from 1.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record BadRow(int Number, string Problem);
