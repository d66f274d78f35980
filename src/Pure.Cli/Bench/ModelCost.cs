// The two numbers that speed is measured against: floating-point operations and bytes that have to move. A product of an (N, K)
// matrix with M rows takes 2·M·N·K operations and reads the matrix once; attention takes 4·d operations for each query head and
// each token it looks at. Norms, rotations and activations are not counted: they are what a fast program hides.
using Pure.Models;

namespace Pure.Cli.Bench;

/// <summary>Operations and bytes of a decoder.</summary>
internal static class ModelCost
{
    /// <summary>Weights of the matrices that every token goes through, the output projection not counted.</summary>
    public static long MatrixWeights(ModelConfig model) => Shapes(model).Sum(s => (long)s.Rows * s.Columns) * model.Layers;

    /// <summary>The matrices of one layer, joined as they are used.</summary>
    public static (int Rows, int Columns)[] Shapes(ModelConfig model) =>
    [
        ((model.Heads + (2 * model.KeyValueHeads)) * model.HeadSize, model.HiddenSize),
        (model.HiddenSize, model.Heads * model.HeadSize),
        (2 * model.IntermediateSize, model.HiddenSize),
        (model.HiddenSize, model.IntermediateSize),
    ];

    /// <summary>Weights of the output projection.</summary>
    public static long OutputWeights(ModelConfig model) => (long)model.VocabularySize * model.HiddenSize;

    /// <summary>Operations of a forward pass.</summary>
    /// <param name="model">The shape.</param>
    /// <param name="tokens">Tokens that go through the layers.</param>
    /// <param name="seen">Tokens that all of them look at, in all: the sum of their positions.</param>
    /// <param name="projected">Tokens that go through the output projection.</param>
    public static double Forward(ModelConfig model, double tokens, double seen, double projected) =>
        (2 * MatrixWeights(model) * tokens) + (2 * OutputWeights(model) * projected) + (4.0 * model.Layers * model.Heads * model.HeadSize * seen);

    /// <summary>Bytes that one decoding step cannot avoid: every weight once, and the keys and values of every row.</summary>
    /// <param name="model">The shape.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    /// <param name="seen">Tokens that all rows look at.</param>
    public static double StepBytes(ModelConfig model, int elementSize, double seen) =>
        elementSize * (MatrixWeights(model) + OutputWeights(model) + (2.0 * model.Layers * model.KeyValueHeads * model.HeadSize * seen));

    /// <summary>The sum of the positions of a sequence's tokens from one position to another.</summary>
    public static double Seen(double from, double to) => ((to * (to + 1)) - (from * (from + 1))) / 2;
}
