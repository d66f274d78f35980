using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Tests;

/// <summary>The folder of a small random process reward model that reads steps after "\n".</summary>
internal sealed class RewardFolder : IDisposable
{
    public RewardFolder()
    {
        Path = Directory.CreateTempSubdirectory("pure-tests").FullName;
        ChainTokenizer.Write(Path);
        Tokenizer = Tokenizer.Load(Path);
        using var model = new TinyModel(labels: 2);
        ModelFolder.Write(Path, StepReading.Of(Tokenizer, "\n", StepInput.WholeSteps).WriteTo(model.Config), model.Weights, Path);
    }

    public string Path { get; }

    public Tokenizer Tokenizer { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
