namespace Pure.Cli.Demo.Report;

/// <summary>A value with its range over seeds; with one seed the range is the value.</summary>
internal sealed record PlotPoint(double X, double Y, double Low, double High);
