using System.Globalization;

namespace Pure.Answers;

/// <summary>A time of day, such as 4:30 p.m.</summary>
/// <param name="Seconds">Seconds since the hour 0 as written.</param>
/// <param name="Half">a, p or nothing.</param>
internal sealed record ClockTime(int Seconds, char? Half)
{
    /// <summary>The time that an answer is, or null.</summary>
    public static ClockTime? Read(string text)
    {
        if (text.Length > 60 || !text.Contains(':', StringComparison.Ordinal)) return null;
        string plain = text.Replace(@"\text", "", StringComparison.Ordinal).Replace(@"\mbox", "", StringComparison.Ordinal).Replace(@"\mathrm", "", StringComparison.Ordinal)
            .Replace(@"\!", "", StringComparison.Ordinal).Replace(@"\,", "", StringComparison.Ordinal);
        plain = string.Concat(plain.Where(c => c is not (' ' or '{' or '}' or '.' or '$' or '\\' or '~'))).ToLowerInvariant();
        char? half = plain.EndsWith("am", StringComparison.Ordinal) ? 'a' : plain.EndsWith("pm", StringComparison.Ordinal) ? 'p' : null;
        if (half is not null) plain = plain[..^2];
        string[] parts = plain.Split(':');
        if (parts.Length is < 2 or > 3) return null;
        int seconds = 0;
        for (int k = 0; k < parts.Length; k++)
        {
            if (parts[k].Length > 2 || parts[k].Length == 0 || (k > 0 && parts[k].Length != 2) || !int.TryParse(parts[k], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || (k > 0 && value > 59) || (k == 0 && value > 24)) return null;
            seconds += value * (k == 0 ? 3600 : k == 1 ? 60 : 1);
        }

        return new ClockTime(seconds, half);
    }

    /// <summary>Seconds since midnight; as written where the half of the day is not said.</summary>
    private int OfDay => Half is null ? Seconds : (Seconds % 43200) + (Half == 'p' ? 43200 : 0);

    /// <summary>Whether it is the same time, when one of both does not say which half of the day or counts 24 hours.</summary>
    public bool Same(ClockTime other) => OfDay == other.OfDay || (Seconds == other.Seconds && (Half is null || other.Half is null));
}
