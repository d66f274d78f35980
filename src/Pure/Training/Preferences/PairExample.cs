using Pure.Data;
using Pure.Rewards.Inputs;
using Pure.Rewards.Preference;
using Pure.Text;

namespace Pure.Training.Preferences;

/// <summary>A preference pair as the reward model reads it.</summary>
/// <param name="Chosen">The better response.</param>
/// <param name="Rejected">The worse one.</param>
public sealed record PairExample(RewardModelInput Chosen, RewardModelInput Rejected)
{
    /// <summary>Tokens of the longer side.</summary>
    public int Length => Math.Max(Chosen.Ids.Length, Rejected.Ids.Length);

    /// <summary>Makes an example in the layout that scoring uses.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="tokenizer">Of the model.</param>
    /// <param name="reading">What stands around prompt and response.</param>
    /// <param name="template">Writes the prompt.</param>
    public static PairExample Of(PreferencePair pair, Tokenizer tokenizer, ResponseReading reading, PromptTemplate? template = null)
    {
        int[] prompt = (template ?? PromptTemplate.Bare).Encode(pair.Prompt, tokenizer);
        return new PairExample(reading.Input(prompt, tokenizer.Encode(pair.Chosen)), reading.Input(prompt, tokenizer.Encode(pair.Rejected)));
    }

    /// <summary>What must hold of every pair: the two responses differ, or there is nothing to prefer.</summary>
    /// <exception cref="FormatException">They are equal, or the template cannot write the prompt.</exception>
    public static void Check(PreferencePair pair, PromptTemplate template)
    {
        if (pair.Chosen == pair.Rejected) throw new FormatException("'chosen' and 'rejected' are the same text, so there is nothing to prefer");
        _ = template.RowText(pair.Prompt);
    }
}
