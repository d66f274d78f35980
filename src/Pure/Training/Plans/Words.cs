using System.Globalization;

namespace Pure.Training.Plans;

/// <summary>Numbers as people write them.</summary>
internal static class Words
{
    /// <summary>A count with separators: 7,473.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size in GiB or MiB.</summary>
    public static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F2} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F0} MiB");

    /// <summary>A number of passes: 4.3.</summary>
    public static string Passes(double passes) => passes.ToString(passes < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
}
