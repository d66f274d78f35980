// How rotary frequencies are changed so that a model reads more positions than it was first trained on. The three kinds that
// published models of the supported families use; formulas as in their papers, with the defaults that config.json leaves out.
namespace Pure.Models;

/// <summary>A kind of rotary scaling with its numbers: field <c>rope_scaling</c> (or <c>rope_parameters</c>) of config.json.</summary>
public abstract record RopeScaling
{
    /// <summary>Factor on cosines and sines, which scales the logits of attention by its square; 1 for all but YaRN.</summary>
    public virtual double AttentionFactor => 1;

    /// <summary>The frequency of a pair of dimensions, in radians a position.</summary>
    /// <param name="pair">Index of the pair, 0 to half the head size.</param>
    /// <param name="size">Head size.</param>
    /// <param name="theta">Base of the frequencies.</param>
    public abstract double Frequency(int pair, int size, double theta);

    /// <summary>Frequency without scaling: theta^(-2i/d) (RoFormer, arXiv 2104.09864, equation 15).</summary>
    public static double Unscaled(int pair, int size, double theta) => Math.Pow(theta, -2.0 * pair / size);
}
