using System.Text.Json;

namespace Pure.Tests.Evaluation.GoldenVerifier;

/// <summary>Checks of some golden files of the folder <c>verifier</c>. Every class of the test project that implements it is used, so that new files need one new class.</summary>
internal interface IGoldenChecks
{
    /// <summary>By file name: given the whole file and one case, fails when ours differs.</summary>
    IReadOnlyDictionary<string, Action<JsonElement, JsonElement>> Checks { get; }
}
