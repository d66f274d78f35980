using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pure.Training;

/// <summary>What an exact resume needs besides weights and moments. Seeds and data order are functions of the step, so the step is nearly all.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="OptimizerUpdates">Updates the optimizer has made.</param>
/// <param name="Position">Where a run of several phases stands; phase 0 for the others.</param>
/// <param name="Metric">The figure by which checkpoints are compared, if its step has one.</param>
/// <param name="Data">The data files of the run; <see langword="null"/> in checkpoints of earlier versions.</param>
internal sealed record TrainerState(int Step, int OptimizerUpdates, PhasePosition Position, IReadOnlyList<DataIdentity>? Data = null, MetricValue? Metric = null)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static TrainerState Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainerState>(File.ReadAllText(path), Json) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new PureException($"The trainer state '{path}' cannot be read: {e.Message} Remove that checkpoint folder to resume from the one before it.", e);
        }
    }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
