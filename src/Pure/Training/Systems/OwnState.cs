// Weights and moments of a model that a system trains next to the policy, inside the checkpoint's folder `trainer/`.
using System.Globalization;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training.Systems;

/// <summary>Saves and restores a second model.</summary>
internal static class OwnState
{
    /// <summary>Writes the moments beside the model's folder.</summary>
    public static void Write(string folder, string name, AdamW optimizer)
    {
        SafeTensors.Write(Path.Combine(folder, name + ".optimizer.safetensors"), optimizer.Save());
        File.WriteAllText(Path.Combine(folder, name + ".updates"), optimizer.Updates.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads weights and moments.</summary>
    /// <exception cref="PureException">They are missing or of another model.</exception>
    public static void Read(string folder, string name, Weights weights, AdamW optimizer)
    {
        string model = Path.Combine(folder, name, "model.safetensors");
        if (!File.Exists(model)) throw new PureException($"The checkpoint has no '{model}', so it was not saved by a run with this system. Choose another output_dir, or start with --overwrite.");
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        SortedDictionary<string, Tensor> saved = SafeTensors.Read(model);
        foreach ((string tensor, Tensor weight) in weights.All)
        {
            if (!saved.TryGetValue(tensor, out Tensor? from) || !from.shape.AsSpan().SequenceEqual(weight.shape))
                throw new PureException($"The checkpoint's '{model}' has no tensor '{tensor}' of shape [{string.Join(", ", weight.shape)}]. It belongs to another model; choose another output_dir.");
            weight.copy_(from);
        }

        optimizer.Restore(SafeTensors.Read(Path.Combine(folder, name + ".optimizer.safetensors")), int.Parse(File.ReadAllText(Path.Combine(folder, name + ".updates")), CultureInfo.InvariantCulture));
    }
}
