using Pure.Models;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Tests;

/// <summary>The folder of a random process reward model of the embedded task, read at line ends.</summary>
internal sealed class ScoringFolder : IDisposable
{
    public ScoringFolder()
    {
        Path = Directory.CreateTempSubdirectory("pure-tests").FullName;
        Pure.Data.Chain.ChainTokenizer.Write(Path);
        using var model = new TinyModel(labels: 2, seed: 3);
        ModelConfig config = StepReading.Of(Tokenizer.Load(Path), "\n", StepInput.AsSampled).WriteTo(model.Config);
        ModelFolder.Write(Path, config, model.Weights, Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
