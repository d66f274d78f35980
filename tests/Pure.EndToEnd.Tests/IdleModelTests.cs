using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;

namespace Pure.EndToEnd.Tests;

/// <summary>RL whose reference and reward model leave the memory between their uses.</summary>
public sealed class IdleModelTests(TinyDemo demo) : IClassFixture<TinyDemo>
{
    [Fact]
    public void Releasing_idle_models_changes_no_bit()
    {
        RlConfig kept = Short(demo.Rl("kept")), released = Short(demo.Rl("released"));
        released = released with { Compute = released.Compute with { ReleaseIdleModels = true } };
        foreach (RlConfig config in (RlConfig[])[kept, released]) new TrainingRun(RunStart.New, null, CancellationToken.None).Rl(config);
        string model = Path.Combine("checkpoints", "step-000003", "model.safetensors");
        Assert.Equal(File.ReadAllBytes(Path.Combine(kept.OutputDir, model)), File.ReadAllBytes(Path.Combine(released.OutputDir, model)));
    }

    private static RlConfig Short(RlConfig config) => config with { Rl = config.Rl with { MaxSteps = 3 }, Evaluation = null, Checkpoints = new CheckpointOptions { SaveSteps = 0 } };
}
