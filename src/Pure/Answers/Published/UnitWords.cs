using System.Text;

namespace Pure.Answers.Published;

/// <summary>Words that Qwen2.5-Math's evaluation takes for units and removes wherever they stand between characters that are not part of a word, each also with an s.</summary>
internal static class UnitWords
{
    private const string Words =
        "east,degree,mph,kmph,ft,m sqaure, m east,sq m,deg,mile,q .,monkey,prime,ratio,profit of rs,rd,o,gm,p . m,lb,tile,per,dm,lt,gain,ab,way,west,"
        + "a .,b .,c .,d .,e .,f .,g .,h .,t,a,h,no change,men,soldier,pie,bc,excess,st,inches,noon,percent,by,gal,kmh,c,acre,rise,a . m,th,π r 2,sq,mark,l,toy,coin,"
        + "sq . m,gallon,° f,profit,minw,yr,women,feet,am,pm,hr,cu cm,square,are,rupee,rounds,cubic,cc,mtr,s,ohm,number,day,hour,minute,min,second,man,woman,"
        + "sec,cube,mt,sq inch,mp,∏ cm ³,hectare,more,unit,cu . m,cm 2,rs .,rs,kg,g,month,km,m,cm,mm,apple,liter,loss,yard,pure,year,increase,decrease,d,less,Surface,"
        + "litre,pi sq m,s .,metre,meter,inch,dollar";

    private static readonly string[] All = [.. Words.Split(',').SelectMany(word => new[] { word, word + "s" })];

    /// <summary>Removes them, twice over, and never the whole text.</summary>
    public static string Remove(string text)
    {
        for (int round = 0; round < 2; round++)
        {
            foreach (string word in All)
            {
                if (!text.Contains(word, StringComparison.Ordinal)) continue;
                string rest = Without(text, word);
                if (rest.Length > 0) text = rest;
            }
        }

        return text;
    }

    /// <summary>From left to right; the character before a word and the one behind it stay, and each belongs to one word only.</summary>
    private static string Without(string text, string word)
    {
        var result = new StringBuilder();
        int done = 0;
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.Ordinal)) >= 0; at++)
        {
            int end = at + word.Length;
            bool free = at == 0 ? done == 0 : at - 1 >= done && !IsWord(text[at - 1]);
            if (!free || (end < text.Length && IsWord(text[end]))) continue;
            result.Append(text, done, at - done);
            if (end < text.Length) result.Append(text[end++]);
            done = end;
            at = end - 1;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
