using Pure.Data.Chain;
using Pure.Models;
using Pure.Text;

namespace Pure.Tests;

/// <summary>A model folder of the embedded task in a temporary place: real files, as any command reads them.</summary>
internal sealed class ChainFolder : IDisposable
{
    public ChainFolder(int labels = 0)
    {
        Path = Directory.CreateTempSubdirectory("pure-tests").FullName;
        ChainTokenizer.Write(Path);
        using var model = new TinyModel(labels);
        ModelFolder.Write(Path, model.Config, model.Weights, Path);
        Tokenizer = Tokenizer.Load(Path);
    }

    public string Path { get; }

    public Tokenizer Tokenizer { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
