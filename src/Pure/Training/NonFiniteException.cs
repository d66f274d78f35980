namespace Pure.Training;

/// <summary>A loss or gradient that is not a finite number. The update was not applied; whoever catches this saves the batch for inspection.</summary>
public sealed class NonFiniteException(string what) : Exception(what);
