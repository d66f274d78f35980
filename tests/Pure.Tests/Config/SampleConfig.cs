using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pure.Config;

namespace Pure.Tests.Config;

/// <summary>One of every kind of key a config can have.</summary>
internal record SampleBase
{
    [Required]
    [PathKey]
    public string OutputDir { get; init; } = "";

    public ulong Seed { get; init; } = 42;

    [Range(1, int.MaxValue)]
    public int MaxSteps { get; init; } = 100;
}

internal sealed record SampleConfig : SampleBase, IChecked
{
    public SampleOptimizer Optimizer { get; init; } = new() { LearningRate = 5e-5 };

    public SampleLora? Lora { get; init; }

    public SampleCredit CreditAssignment { get; init; } = SampleCredit.MinForm;

    public IReadOnlyList<SamplePhase> Phases { get; init; } = [];

    public string StepSeparator { get; init; } = "\n\n";

    public string? RunName { get; init; }

    [Range(0.0, 1.0)]
    public double[] TopP { get; init; } = [1];

    [AllowedValues("float32", "bfloat16")]
    public string Dtype { get; init; } = "float32";

    public long? MaxTokens { get; init; }

    public bool Shuffle { get; init; } = true;

    public int NumGenerations { get; init; } = 8;

    public bool LeaveOneOut { get; init; } = true;

    public int StepsTimesTwo => MaxSteps * 2;

    public IEnumerable<string> Problems()
    {
        if (LeaveOneOut && NumGenerations < 2) yield return $"num_generations is {NumGenerations}, but the leave-one-out baseline needs at least 2.";
    }
}

internal sealed record SampleOptimizer : IChecked
{
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1e-6;

    [MinLength(2)]
    [MaxLength(2)]
    public double[] Betas { get; init; } = [0.9, 0.999];

    public double MaxGradNorm { get; init; } = double.PositiveInfinity;

    public IEnumerable<string> Problems()
    {
        if (Betas[0] > Betas[1]) yield return $"betas must ascend, not {Betas[0]}, {Betas[1]}.";
    }
}

internal sealed record SampleLora
{
    [Range(1, 1024)]
    public int Rank { get; init; } = 16;
}

internal sealed record SamplePhase
{
    [Required]
    [PathKey]
    public string Data { get; init; } = "";

    public int Epochs { get; init; } = 1;

    public SampleOptimizer Optimizer { get; init; } = new();
}

internal enum SampleCredit
{
    MinForm,

    SumForm,

    [JsonStringEnumMemberName("pure-verl")]
    PureVerl,
}
