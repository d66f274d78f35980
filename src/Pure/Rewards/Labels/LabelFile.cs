// Labels as training data: TRL's stepwise supervision with a number in [0, 1] a step (a truth value for hard labels), which
// `pure reward` reads. Steps that got no completion, because the response was cut, carry no label and are not there.
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pure.Rewards.Labels;

/// <summary>Writes labelled solutions.</summary>
public static class LabelFile
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one <c>{"prompt", "completions", "labels"}</c> a solution.</summary>
    /// <param name="stream">Takes the lines.</param>
    /// <param name="solutions">Counts.</param>
    /// <param name="label">Makes the labels of a solution; see <see cref="StepLabels.Of"/>.</param>
    /// <param name="asTruth">Writes true and false instead of 1 and 0.</param>
    /// <param name="root">Makes the label of the bare prompt; none where <see langword="null"/>.</param>
    public static void Write(Stream stream, IEnumerable<SolutionCounts> solutions, Func<SolutionCounts, double[]> label, bool asTruth, Func<SolutionCounts, double>? root = null)
    {
        foreach (SolutionCounts solution in solutions)
        {
            using (var json = new Utf8JsonWriter(stream, Plain))
            {
                json.WriteStartObject();
                json.WriteString("prompt", solution.Prompt);
                json.WriteStartArray("completions");
                foreach (string step in solution.Steps) json.WriteStringValue(step);
                json.WriteEndArray();
                json.WriteStartArray("labels");
                foreach (double value in label(solution))
                {
                    if (asTruth) json.WriteBooleanValue(value > 0);
                    else json.WriteNumberValue(value);
                }

                json.WriteEndArray();
                if (root is not null) json.WriteNumber("root_label", root(solution));
                if (!solution.Finished) json.WriteBoolean("finished", false);
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }
    }
}
