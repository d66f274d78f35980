// How much of a text repeats itself (reference: the repetition score of PURE's branch verl and Open-Reasoner-Zero):
//   2 * (sum of the longest common prefixes of neighbouring suffixes) / (c (c + 1)),   c characters.
// That sum is the number of substrings minus the number of distinct ones, which a suffix automaton (Blumer et al. 1985) counts in
// time linear in the text; sorting suffixes is slowest exactly on the repetitive texts that this score is there to find.
namespace Pure.Rewards.Signals;

/// <summary>Share of a text's substrings that occur more than once.</summary>
public static class RepetitionScore
{
    /// <summary>Above this a response counts as highly repetitive, as the authors count it.</summary>
    public const double High = 0.2;

    /// <summary>The score in [0, 1): 0 for texts of at most one character; characters are Unicode code points.</summary>
    public static double Of(string text)
    {
        var automaton = new SuffixAutomaton(text.Length);
        double characters = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            automaton.Append(rune.Value);
            characters++;
        }

        if (characters <= 1) return 0;
        double substrings = characters * (characters + 1) / 2;
        return (substrings - automaton.DistinctSubstrings) / substrings;
    }
}
