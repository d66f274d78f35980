using System.Globalization;

namespace Pure.Answers;

/// <summary>A day of the calendar, such as 13 March or July 4, 1776.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Year">The year, or null when none is given.</param>
internal sealed record CalendarDate(int Month, int Day, int? Year)
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The date that an answer is, or null.</summary>
    public static CalendarDate? Read(string text)
    {
        if (text.Length > 80) return null;
        string plain = text.Replace(@"\text", " ", StringComparison.Ordinal).Replace(@"\mbox", " ", StringComparison.Ordinal).Replace(@"\mathrm", " ", StringComparison.Ordinal);
        string[] words = string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : c is '{' or '}' or ' ' or ',' or '.' or '~' or '$' or '\\' or '^' ? ' ' : '?')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int? month = null, day = null, year = null;
        foreach (string word in words)
        {
            if (word is "of" or "the" || (word is "st" or "nd" or "rd" or "th" && day is not null)) continue;
            if (MonthOf(word) is { } m && month is null) month = m;
            else if (Number(word) is not { } number) return null;
            else if (day is null && number is >= 1 and <= 31) day = number;
            else if (year is null && word.Length == 4) year = number;
            else return null;
        }

        return month is { } known && day is { } of ? new CalendarDate(known, of, year) : null;
    }

    /// <summary>Whether it is the same day, when one of both does not name the year.</summary>
    public bool Same(CalendarDate other) => Month == other.Month && Day == other.Day && (Year is null || other.Year is null || Year == other.Year);

    private static int? MonthOf(string word)
    {
        int at = Array.FindIndex(Months, month => month == word || (word.Length == 3 && month.StartsWith(word, StringComparison.Ordinal)) || (word == "sept" && month == "september"));
        return at < 0 ? null : at + 1;
    }

    private static int? Number(string word)
    {
        string digits = word.Length > 2 && word[^2..] is "st" or "nd" or "rd" or "th" ? word[..^2] : word;
        return digits.Length <= 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
