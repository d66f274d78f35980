// The grader: reads both answers, compares them under each reading that both can have, and never throws. In doubt it says Ungradable and
// never Equal, because whatever is paid for wrongly is found and learnt (docs/grading.md).
using Pure.Answers.Comparison;
using Pure.Answers.Expressions;
using Pure.Answers.Syntax;

namespace Pure.Answers;

/// <summary>Compares final answers of mathematics problems.</summary>
public static class AnswerGrader
{
    /// <summary>Compares two answers.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="prediction">The answer to judge, without the response around it.</param>
    /// <param name="profile">The policy.</param>
    /// <param name="trace">Whether to say how both were read.</param>
    public static GradeResult Grade(string gold, string prediction, AnswerProfile profile, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Compatibility != AnswerCompatibility.None) return Compatible(gold, prediction, profile);
        var lines = trace ? new List<string>() : null;
        var fuel = new Fuel(Fuel.PerGrading);
        GradeResult result = Judge(gold, prediction, profile, fuel, lines);
        lines?.Add($"fuel: {fuel.Spent}");
        return result with { Extracted = prediction, Trace = lines ?? [] };
    }

    /// <summary>Finds the answer of a response and compares it.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="response">The whole response.</param>
    /// <param name="profile">The policy.</param>
    /// <param name="trace">Whether to say how the answer was found and read.</param>
    public static GradeResult GradeResponse(string gold, string response, AnswerProfile profile, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ExtractedAnswer? found = AnswerExtractor.Extract(response, profile, Choice.Read(gold) is { Rest.Length: 0 });
        if (found is null) return new GradeResult(AnswerVerdict.NotEqual, "no answer found", Extracted: null);
        GradeResult result = Grade(gold, found.Text, profile, trace);
        return trace ? result with { Trace = [$"found by: {found.Rule} at {found.Start}", .. result.Trace] } : result;
    }

    /// <summary>Grades one fixed pair of each kind, so that no answer that counts waits for the compiler. Worth its time before many answers; it changes no verdict.</summary>
    public static void WarmUp() => GraderWarmup.Run();

    /// <summary>Whether a reference answer can be graded at all: whether it equals itself.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="profile">The policy.</param>
    public static bool IsGradable(string gold, AnswerProfile profile) => Grade(gold, gold, profile) is { Verdict: AnswerVerdict.Equal, GoldUngradable: false };

    /// <summary>A text that equal answers share: what majority voting groups by.</summary>
    /// <param name="answer">An answer, without the response around it.</param>
    public static string CanonicalKey(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return AnswerKey.Of(answer);
    }

    private static GradeResult Compatible(string gold, string prediction, AnswerProfile profile)
    {
        bool equal = profile.Compatibility == AnswerCompatibility.Hendrycks
            ? HendrycksScorer.AreEqual(prediction, gold) || HendrycksScorer.AreEqual(prediction, gold.Replace(",", "", StringComparison.Ordinal))
            : QwenScorer.AreEqual(prediction, gold);
        return new GradeResult(equal ? AnswerVerdict.Equal : AnswerVerdict.NotEqual, profile.Name, prediction);
    }

    private static GradeResult Judge(string gold, string prediction, AnswerProfile profile, Fuel fuel, List<string>? trace)
    {
        try
        {
            if (gold.Length > MathLexer.MaximumLength || prediction.Length > MathLexer.MaximumLength)
                return Result(Outcome.Unknown("longer than 4,096 characters")) with { GoldUngradable = gold.Length > MathLexer.MaximumLength };
            if (Unreadable(gold) is { } badGold) return Result(Outcome.Unknown($"reference: {badGold}")) with { GoldUngradable = true };
            if (Unreadable(prediction) is { } bad) return Result(Outcome.Unknown(bad));
            return Special(gold, prediction, profile, fuel, trace) ?? Read(gold, prediction, profile, fuel, trace);
        }
        catch (OutOfFuelException)
        {
            return Result(Outcome.Unknown("too much work"));
        }
    }

    private static GradeResult Result(Outcome outcome) => new(outcome.Verdict, outcome.Reason, null);

    private static string? Unreadable(string text)
    {
        try
        {
            MathLexer.Check(text);
            return null;
        }
        catch (UnreadableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Choices, clock times and dates.</summary>
    private static GradeResult? Special(string gold, string prediction, AnswerProfile profile, Fuel fuel, List<string>? trace)
    {
        if (Choice.Read(gold) is { } a && Choice.Read(Announcements.Removed(prediction)) is { } b && (a.Marked || b.Marked))
        {
            trace?.Add($"choices: {a.Letter} and {b.Letter}");
            if (a.Letter != b.Letter) return Result(Outcome.Different("another choice"));
            bool contradicts = a.Rest.Length > 0 && b.Rest.Length > 0 && Read(a.Rest, b.Rest, profile, fuel, trace: null).Verdict == AnswerVerdict.NotEqual;
            return Result(contradicts ? Outcome.Different("same choice, another value") : Outcome.Equal("same choice"));
        }

        if (CalendarDate.Read(gold) is { } day && CalendarDate.Read(prediction) is { } date) return Result(day.Same(date) ? Outcome.Equal("same date") : Outcome.Different("another date"));
        if (ClockTime.Read(gold) is not { } time || ClockTime.Read(prediction) is not { } other) return null;
        if (time.Same(other)) return Result(Outcome.Equal("same time"));
        return time.Half is null && other.Half is null ? null : Result(Outcome.Different("another time"));
    }

    private static GradeResult Read(string gold, string prediction, AnswerProfile profile, Fuel fuel, List<string>? trace)
    {
        Outcome? last = null;
        bool goldUngradable = false;
        foreach ((Reading reading, bool naturalLog) in Readings.For(gold, prediction, profile))
        {
            Outcome outcome;
            bool goldRead = false;
            try
            {
                Node a = AnswerReader.Read(gold, reading, fuel);
                goldRead = true;
                Node b = AnswerReader.Read(prediction, reading, fuel);
                trace?.Add($"reference read as: {Parameters.Plain(a)}");
                trace?.Add($"prediction read as: {Parameters.Plain(b)}");
                (a, b) = Parameters.Shared(a, b);
                (a, b) = Notation.Shared(a, b);
                outcome = new AnswerComparer(profile, fuel, naturalLog).Compare(a, b);
                trace?.Add($"rule: {outcome.Reason} ({outcome.Verdict})");
            }
            catch (UnreadableException e)
            {
                outcome = Outcome.Unknown(goldRead ? e.Message : $"reference: {e.Message}");
                goldUngradable |= !goldRead;
                trace?.Add($"not readable: {outcome.Reason}");
            }

            if (outcome.IsEqual) return Result(outcome);
            // What is certain under the first reading is not made doubtful by a second.
            if (last is null || (last.Value.Verdict == AnswerVerdict.Ungradable && outcome.Verdict == AnswerVerdict.NotEqual)) last = outcome;
        }

        if (goldUngradable && AnswerReader.Trimmed(gold) == AnswerReader.Trimmed(prediction) && !MathVocabulary.Forbidden.Any(name => gold.Contains($"\\{name}", StringComparison.Ordinal)))
            return Result(Outcome.Equal("same text")) with { GoldUngradable = true };
        return Result(last!.Value) with { GoldUngradable = goldUngradable && last.Value.Verdict == AnswerVerdict.Ungradable };
    }
}
