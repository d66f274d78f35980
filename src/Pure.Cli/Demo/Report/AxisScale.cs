using System.Globalization;

namespace Pure.Cli.Demo.Report;

/// <summary>
/// An axis with round ticks: 1, 2 or 5 times a power of ten apart (Heckbert, "Nice numbers for graph labels", Graphics Gems,
/// 1990).
/// </summary>
internal sealed class AxisScale
{
    private readonly double _step;
    private readonly bool _percent;

    private AxisScale(double low, double high, double step, bool percent)
    {
        Low = low;
        High = high;
        _step = step;
        _percent = percent;
    }

    /// <summary>Smallest value on the axis.</summary>
    public double Low { get; }

    /// <summary>Largest value on the axis; above <see cref="Low"/>.</summary>
    public double High { get; }

    /// <summary>Where ticks stand, ascending.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            double first = Math.Ceiling(Low / _step - 1e-9);
            for (double k = first; k * _step <= High + 1e-9 * _step; k++) yield return k * _step;
        }
    }

    /// <summary>An axis that holds a range, widened to the next ticks.</summary>
    /// <param name="low">Smallest value; finite.</param>
    /// <param name="high">Largest value; finite, at least <paramref name="low"/>.</param>
    /// <param name="count">Wished number of intervals.</param>
    /// <param name="percent">Whether values are shares, to be written as percentages.</param>
    public static AxisScale Around(double low, double high, int count, bool percent = false)
    {
        double step = NiceStep(low, high, count);
        double first = Math.Floor(low / step + 1e-9), last = Math.Ceiling(high / step - 1e-9);
        return new AxisScale(first * step, Math.Max(last, first + 1) * step, step, percent);
    }

    /// <summary>An axis with exactly these ends.</summary>
    public static AxisScale Exactly(double low, double high, int count, bool percent = false) =>
        high > low ? new(low, high, NiceStep(low, high, count), percent) : Around(low, high, count, percent);

    /// <summary>Where a value stands: 0 at <see cref="Low"/>, 1 at <see cref="High"/>.</summary>
    public double Fraction(double value) => (value - Low) / (High - Low);

    /// <summary>A tick's text, with as many decimals as the distance of the ticks needs.</summary>
    public string Label(double tick)
    {
        double scale = _percent ? 100 : 1;
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(_step * scale) + 1e-9));
        // Zero has no sign, whatever side rounding left it on.
        double shown = Math.Round(tick * scale, decimals) + 0.0;
        return shown.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + (_percent ? "%" : "");
    }

    private static double NiceStep(double low, double high, int count)
    {
        // A range of one value still gets an axis around it.
        double range = high > low ? high - low : Math.Max(Math.Abs(high), 1);
        double rough = range / count;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = (rough / power) switch { < 1.5 => 1, < 3 => 2, < 7 => 5, _ => 10 };
        return factor * power;
    }
}
