using System.Text.Json;

namespace Pure.Text;

/// <summary>
/// The roles of tokens, from the files beside tokenizer.json: tokenizer_config.json names begin, end and padding tokens
/// by their text, generation_config.json (and, in older folders, config.json) by id. The first file that names a role
/// decides it; all end tokens together are where generation stops.
/// </summary>
/// <param name="Begin">Begin-of-sequence id; null where no file names one.</param>
/// <param name="End">End-of-sequence id; null where no file names one.</param>
/// <param name="Padding">Padding id; null where no file names one.</param>
/// <param name="Stops">All ids that end a sequence, <paramref name="End"/> first.</param>
internal sealed record TokenizerSettings(int? Begin, int? End, int? Padding, IReadOnlyList<int> Stops)
{
    /// <summary>Reads what there is in <paramref name="folder"/>; no file at all gives no roles.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="idOf">The id of a token by its text; null where there is none.</param>
    /// <exception cref="PureException">A file is broken, or names a token that the tokenizer does not have.</exception>
    public static TokenizerSettings Read(string folder, Func<string, int?> idOf)
    {
        List<int> begins = [], ends = [], paddings = [];
        string named = Path.Combine(folder, "tokenizer_config.json");
        if (File.Exists(named))
        {
            JsonSource.Read(named, root =>
            {
                AddNamed(root["bos_token"], idOf, begins);
                AddNamed(root["eos_token"], idOf, ends);
                AddNamed(root["pad_token"], idOf, paddings);
                return true;
            });
        }

        foreach (string name in (string[])["generation_config.json", "config.json"])
        {
            string file = Path.Combine(folder, name);
            if (!File.Exists(file)) continue;
            bool hasEnds = JsonSource.Read(file, root =>
            {
                AddIds(root["bos_token_id"], begins);
                AddIds(root["pad_token_id"], paddings);
                return AddIds(root["eos_token_id"], ends);
            });
            // config.json often still holds the end token of the base model; the generation settings override it.
            if (hasEnds) break;
        }

        return new TokenizerSettings(First(begins), First(ends), First(paddings), ends.Distinct().ToArray());
    }

    private static int? First(List<int> ids) => ids.Count > 0 ? ids[0] : null;

    // A token is given by its text, or by an object with the text as "content".
    private static void AddNamed(JsonSource token, Func<string, int?> idOf, List<int> ids)
    {
        if (token.IsMissing) return;
        JsonSource content = token.Kind == JsonValueKind.Object ? token["content"] : token;
        string text = content.String();
        ids.Add(idOf(text) ?? throw content.Wrong($"is '{text}', which tokenizer.json does not have"));
    }

    private static bool AddIds(JsonSource value, List<int> ids)
    {
        if (value.IsMissing) return false;
        if (value.Kind == JsonValueKind.Array) ids.AddRange(value.Items().Select(item => item.Integer(0, int.MaxValue)));
        else ids.Add(value.Integer(0, int.MaxValue));
        return true;
    }
}
