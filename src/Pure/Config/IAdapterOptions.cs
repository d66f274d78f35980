namespace Pure.Config;

/// <summary>The keys of low-rank adapters, in every section that can train them.</summary>
public interface IAdapterOptions
{
    /// <summary>Every matrix of a layer: the default of <see cref="LoraTargetModules"/>.</summary>
    static readonly IReadOnlyList<string> AllMatrices = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>Rank; 0 for none.</summary>
    int LoraR { get; }

    /// <summary>The product is scaled by alpha / r.</summary>
    double LoraAlpha { get; }

    /// <summary>Matrices that get an adapter.</summary>
    IReadOnlyList<string> LoraTargetModules { get; }

    /// <summary>Whether a checkpoint is a whole model.</summary>
    bool LoraMerge { get; }
}
