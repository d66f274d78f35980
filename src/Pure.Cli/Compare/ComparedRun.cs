namespace Pure.Cli.Compare;

/// <summary>What is compared, as reports name it.</summary>
/// <param name="Key">Unique.</param>
/// <param name="ShortName">In plots.</param>
/// <param name="Name">In tables.</param>
/// <param name="Supervision">What it is told about right and wrong; empty where that is not known.</param>
internal sealed record ComparedRun(string Key, string ShortName, string Name, string Supervision = "");
