using System.Text;

namespace Pure.Credit;

/// <summary>JSON as Python writes it.</summary>
internal static class JsonText
{
    private static readonly string[] NonNumbers = ["NaN", "-Infinity", "Infinity"];

    /// <summary>Puts quotes around NaN and Infinity, which Python writes and JSON does not have, so that the field that holds one can be named.</summary>
    public static string WithQuotedNonNumbers(string json)
    {
        if (!json.Contains("NaN", StringComparison.Ordinal) && !json.Contains("Infinity", StringComparison.Ordinal)) return json;
        var result = new StringBuilder(json.Length + 16);
        bool quoted = false;
        for (int k = 0; k < json.Length; k++)
        {
            string? word = quoted ? null : Array.Find(NonNumbers, word => string.CompareOrdinal(json, k, word, 0, word.Length) == 0);
            if (word is not null)
            {
                result.Append('"').Append(word).Append('"');
                k += word.Length - 1;
                continue;
            }

            result.Append(json[k]);
            if (quoted && json[k] == '\\' && k + 1 < json.Length)
                result.Append(json[++k]);
            else if (json[k] == '"')
                quoted = !quoted;
        }

        return result.ToString();
    }
}
