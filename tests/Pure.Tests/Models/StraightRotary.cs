// The scalings of rotary frequencies written out once more, from the papers' own words: by wavelengths and cases instead of clamps.
using Pure.Models;

namespace Pure.Tests.Models;

internal static class StraightRotary
{
    /// <summary>Frequency of a pair of dimensions, and the factor on what is rotated.</summary>
    public static (double Frequency, double Factor) Of(ModelConfig config, int pair)
    {
        double frequency = 1 / Math.Pow(config.RopeTheta, 2.0 * pair / config.HeadSize);
        return config.RopeScaling switch
        {
            null => (frequency, 1),
            LinearRopeScaling linear => (frequency / linear.Factor, 1),
            Llama3RopeScaling llama => (Llama3(llama, frequency), 1),
            YarnRopeScaling yarn => (Yarn(yarn, config, pair, frequency), (0.1 * Math.Log(yarn.Factor)) + 1),
            _ => throw new NotSupportedException(),
        };
    }

    private static double Llama3(Llama3RopeScaling scaling, double frequency)
    {
        double wavelength = 2 * Math.PI / frequency;
        double longest = scaling.OriginalPositions / scaling.LowFrequency, shortest = scaling.OriginalPositions / scaling.HighFrequency;
        if (wavelength < shortest) return frequency;
        if (wavelength > longest) return frequency / scaling.Factor;
        double smooth = ((scaling.OriginalPositions / wavelength) - scaling.LowFrequency) / (scaling.HighFrequency - scaling.LowFrequency);
        return ((1 - smooth) * frequency / scaling.Factor) + (smooth * frequency);
    }

    private static double Yarn(YarnRopeScaling scaling, ModelConfig config, int pair, double frequency)
    {
        double first = Math.Max(0, Math.Floor(Dimension(32))), last = Math.Min(config.HeadSize - 1, Math.Ceiling(Dimension(1)));
        if (pair <= first) return frequency;
        if (pair >= last) return frequency / scaling.Factor;
        double share = (pair - first) / (last - first);
        return (share * frequency / scaling.Factor) + ((1 - share) * frequency);

        double Dimension(double turns) => config.HeadSize / 2.0 * Math.Log(scaling.OriginalPositions / (2 * Math.PI * turns), config.RopeTheta);
    }
}
