using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Pure.Text;

/// <summary>
/// Text to token ids and back, by the tokenizer.json of a Hugging Face model folder (byte-level BPE: Qwen 2 to 3, Llama 3,
/// GPT-2, and small vocabularies of one's own). Ids equal those of the reference implementation; what cannot be done
/// equally is refused on loading.
/// </summary>
/// <remarks>
/// <para>Encoding: added tokens are cut out first, the rest is normalised, cut into pieces by the model's pattern, and
/// merged. No begin or end token is added; a chat template brings its own.</para>
/// <para>Decoding goes by bytes: a character may be spread over several tokens, and joins when all of them are given.</para>
/// <para>All members are safe for use by several threads at once.</para>
/// </remarks>
public sealed class Tokenizer
{
    private readonly TokenizerFile _file;
    private readonly MergeEngine _engine;
    private readonly TokenizerSettings _settings;
    private readonly string _origin;
    private readonly byte[]?[] _bytes;
    private readonly FrozenSet<int> _special;
    private readonly AddedTokenSplitter _verbatim;
    private readonly AddedTokenSplitter _normalized;
    private readonly ConcurrentDictionary<string, IReadOnlySet<int>> _endings = new(StringComparer.Ordinal);

    internal Tokenizer(TokenizerFile file, string origin = "tokenizer.json", string? settingsFolder = null)
    {
        _file = file;
        _origin = origin;
        _engine = new MergeEngine(file);
        _bytes = BytesOfIds(file);
        _special = file.AddedTokens.Where(token => token.Special).Select(token => token.Id).ToFrozenSet();
        _verbatim = new AddedTokenSplitter(file.AddedTokens.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _normalized = new AddedTokenSplitter(file.AddedTokens.Where(token => token.Normalized).Select(token => (UnicodeText.Normalize(token.Content, file.Normalization), token)));
        _settings = settingsFolder is null ? new TokenizerSettings(null, null, null, []) : TokenizerSettings.Read(settingsFolder, IdOf);
    }

    /// <summary>The largest id plus 1. A model's embedding may be larger (padded), never smaller.</summary>
    public int VocabularySize => _bytes.Length;

    /// <summary>The tokens outside the merges, in file order.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => _file.AddedTokens;

    /// <summary>The id that begins a sequence; null where the model has none.</summary>
    public int? BeginOfSequence => _settings.Begin;

    /// <summary>The id that ends a sequence: <c>eos_token</c> of tokenizer_config.json, else the first
    /// <c>eos_token_id</c> of generation_config.json or config.json.</summary>
    /// <exception cref="PureException">None of these files names one.</exception>
    public int EndOfSequence => _settings.End ?? throw new PureException(
        $"{_origin}: no end-of-sequence token is known. Name one as eos_token in a tokenizer_config.json beside it.");

    /// <summary>Every id that ends a sequence (chat models often have two), <see cref="EndOfSequence"/> first; may be empty.</summary>
    public IReadOnlyList<int> StopIds => _settings.Stops;

    /// <summary>The id to fill rows with: the model's padding token, else <see cref="EndOfSequence"/>. Fillers are masked
    /// everywhere, so which one it is never shows in a result.</summary>
    /// <exception cref="PureException">Neither is known.</exception>
    public int Padding => _settings.Padding ?? EndOfSequence;

    /// <summary>Loads a model folder, or a tokenizer.json (the files beside it are then read too).</summary>
    /// <exception cref="PureException">Nothing there, or broken, or a kind of tokenizer that is not supported.</exception>
    public static Tokenizer Load(string folderOrFile)
    {
        string file = Directory.Exists(folderOrFile) ? Path.Combine(AdapterBase.Holder(folderOrFile, "tokenizer.json"), "tokenizer.json") : folderOrFile;
        if (!File.Exists(file))
            throw new PureException($"{file}: no such file. Give a model folder that holds a tokenizer.json, or that file itself.");
        TokenizerFile content = TokenizerFileReader.Read(file);
        if (content.Normalization is not null) UnicodeText.RequireNormalization();
        return new Tokenizer(content, file, Path.GetDirectoryName(Path.GetFullPath(file)));
    }

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any text. Half of a surrogate pair counts as U+FFFD, as it does wherever text becomes bytes.</param>
    /// <param name="allowSpecial">
    /// Whether special tokens spelled out in the text become their ids. False for text of users and data sets: otherwise
    /// a problem statement could end the prompt or open a turn of its own. True for text made by a chat template. Added
    /// tokens that are not special (such as <c>&lt;tool_call&gt;</c>) are found either way.
    /// </param>
    /// <exception cref="PureException">The vocabulary has no token for a character (never so with all 256 bytes).</exception>
    public int[] Encode(string text, bool allowSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = new(text.Length / 3 + 4);
        text = UnicodeText.ReplaceLoneSurrogates(text);
        foreach (Stretch stretch in _verbatim.Split(text, allowSpecial))
        {
            if (stretch.Token is AddedToken token) ids.Add(token.Id);
            else EncodeStretch(text[stretch.Start..stretch.End], allowSpecial, ids);
        }

        return ids.ToArray();
    }

    /// <summary>The ids of a text that a template made of guarded texts: the special tokens that are left are the template's own and become
    /// their ids; those that the guard has hidden are text.</summary>
    internal int[] EncodeGuarded(string text, SpecialTokenGuard guard)
    {
        List<int> ids = new(text.Length / 3 + 4);
        text = UnicodeText.ReplaceLoneSurrogates(text);
        foreach (Stretch stretch in _verbatim.Split(text, allowSpecial: true))
        {
            if (stretch.Token is AddedToken token)
            {
                ids.Add(token.Id);
                continue;
            }

            string part = text[stretch.Start..stretch.End], shown = guard.Show(part);
            if (shown.Length == part.Length) EncodeStretch(part, allowSpecial: true, ids);
            else ids.AddRange(Encode(shown));
        }

        return ids.ToArray();
    }

    /// <summary>The text of a sequence. Bytes that are no valid UTF-8, and ids that are no token (an embedding is often
    /// padded beyond the vocabulary), show as U+FFFD; for text that arrives in parts use <see cref="StreamingDecoder"/>.</summary>
    /// <param name="ids">Ids, 0 or more.</param>
    /// <param name="skipSpecial">Leaves special tokens out.</param>
    /// <exception cref="PureException">An id is negative.</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial = false)
    {
        ArrayBufferWriter<byte> bytes = new(ids.Length * 4 + 1);
        foreach (int id in ids)
        {
            if (!(skipSpecial && IsSpecial(id))) bytes.Write(BytesOf(id));
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The bytes that a token stands for (a copy); those of U+FFFD for an id that is no token.</summary>
    /// <exception cref="PureException">The id is negative.</exception>
    public byte[] TokenBytes(int id) => BytesOf(id).ToArray();

    /// <summary>The text of a token on its own, U+FFFD in place of parts of characters.</summary>
    /// <exception cref="PureException">The id is negative.</exception>
    public string TokenText(int id) => Encoding.UTF8.GetString(BytesOf(id));

    /// <summary>Whether <paramref name="id"/> is a token of this vocabulary.</summary>
    public bool IsToken(int id) => (uint)id < (uint)_bytes.Length && _bytes[id] is not null;

    /// <summary>Whether <paramref name="id"/> is a special token.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>The id of the one token whose text is exactly <paramref name="token"/> (plain text, not byte-level
    /// letters: a line feed is "\n"); null where there is none.</summary>
    public int? IdOf(string token)
    {
        foreach (AddedToken added in _file.AddedTokens)
        {
            if (added.Content == token) return added.Id;
        }

        return _file.Vocabulary.TryGetValue(ByteLevel.Spell(Encoding.UTF8.GetBytes(token)), out int id) ? id : null;
    }

    /// <summary>All tokens whose bytes end with those of <paramref name="suffix"/>, special tokens aside: with "\n\n",
    /// the tokens that close a step. Computed once for each suffix.</summary>
    public IReadOnlySet<int> IdsEndingWith(string suffix) => _endings.GetOrAdd(suffix, wanted =>
    {
        byte[] ending = Encoding.UTF8.GetBytes(wanted);
        return Enumerable.Range(0, VocabularySize)
            .Where(id => _bytes[id] is byte[] bytes && bytes.AsSpan().EndsWith(ending) && !IsSpecial(id))
            .ToFrozenSet();
    });

    internal ReadOnlySpan<byte> BytesOf(int id)
    {
        if (id < 0) throw new PureException($"{id} is not a token id: ids are 0 to {VocabularySize - 1}.");
        return IsToken(id) ? _bytes[id] : "\uFFFD"u8;
    }

    private static byte[]?[] BytesOfIds(TokenizerFile file)
    {
        int largest = file.Vocabulary.Values.Concat(file.AddedTokens.Select(token => token.Id)).Max();
        byte[]?[] bytes = new byte[]?[largest + 1];
        foreach ((string entry, int id) in file.Vocabulary) bytes[id] = ByteLevel.BytesOf(entry);
        foreach (AddedToken token in file.AddedTokens) bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        return bytes;
    }

    private void EncodeStretch(string text, bool allowSpecial, List<int> ids)
    {
        text = UnicodeText.Normalize(text, _file.Normalization);
        foreach (Stretch stretch in _normalized.Split(text, allowSpecial))
        {
            if (stretch.Token is AddedToken token) ids.Add(token.Id);
            else _engine.Encode(text.AsSpan(stretch.Start, stretch.End - stretch.Start), ids);
        }
    }
}
