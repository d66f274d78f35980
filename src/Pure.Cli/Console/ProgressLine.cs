using System.Globalization;

namespace Pure.Cli.Console;

/// <summary>What is shown of an operation at one moment.</summary>
/// <param name="Phase">What is going on.</param>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Parts in all; 0 when not known.</param>
/// <param name="TokensPerSecond">Tokens per second; 0 to show <paramref name="StepsPerSecond"/> instead.</param>
/// <param name="StepsPerSecond">Parts per second; 0 when not known yet.</param>
/// <param name="Status">Free text.</param>
internal sealed record ProgressLine(string Phase, int Done, int Total, double TokensPerSecond, double StepsPerSecond, string Status)
{
    private const double LongestTime = 9999 * 86400.0;

    /// <summary>Time left at the present rate, or <see langword="null"/> when it is not known or nothing is left.</summary>
    public TimeSpan? Left =>
        StepsPerSecond > 0 && Done < Total ? TimeSpan.FromSeconds(Math.Min((Total - Done) / StepsPerSecond, LongestTime)) : null;

    /// <summary>Rate, time left and status, what there is of them.</summary>
    public string Details
    {
        get
        {
            string rate = TokensPerSecond > 0 ? $"{Count(TokensPerSecond)} tok/s" : StepRate;
            return string.Join("  ", new[] { rate, Left is { } left ? $"{Duration(left)} left" : "", Status }.Where(part => part.Length > 0));
        }
    }

    private string StepRate => StepsPerSecond switch
    {
        <= 0 => "",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{1 / StepsPerSecond:0.#} s/step"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{StepsPerSecond:0.0} steps/s"),
        _ => $"{Count(StepsPerSecond)} steps/s",
    };

    /// <summary>The whole as one line of plain text.</summary>
    public override string ToString()
    {
        string progress = Total > 0 ? $"{Done}/{Total}  {Done * 100L / Total}%" : $"{Done}";
        return string.Join("  ", new[] { Phase, progress, Details }.Where(part => part.Length > 0));
    }

    /// <summary>Three digits and a unit: 950, 12.3k, 1.25M.</summary>
    internal static string Count(double number)
    {
        (double scaled, string unit) = number switch
        {
            >= 999.5e6 => (number / 1e9, "G"),
            >= 999.5e3 => (number / 1e6, "M"),
            >= 999.5 => (number / 1e3, "k"),
            _ => (number, ""),
        };
        string format = scaled >= 99.95 ? "0" : scaled >= 9.995 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>0:41, 1:02:03, 2d 3h.</summary>
    internal static string Duration(TimeSpan time)
    {
        time = TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
        if (time.TotalDays >= 1) return string.Create(CultureInfo.InvariantCulture, $"{time.Days}d {time.Hours}h");
        return time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
