// How problems become prompts. Three forms: a plain text with {problem} in it; "chat", the model folder's chat template; and
// "chat:TEXT", the chat template with TEXT, which has {problem} in it, as the user's message.
//
// What a template says and what the data says are kept apart until there are ids: special tokens that a template writes are special
// tokens, and the same letters in a problem are text like any other. Otherwise a problem could end its prompt or open a turn. For this
// a character that occurs nowhere in the messages is put into each special token that they spell out, and taken out again when the
// rendered text has been cut at the special tokens that are left, which are the template's.
using System.Text.Json.Nodes;
using Pure.Text;

namespace Pure.Data;

/// <summary>Writes prompts, as text and as ids.</summary>
public sealed class PromptTemplate
{
    /// <summary>The name of the model folder's own template.</summary>
    public const string Chat = "chat";

    private const string Place = "{problem}";
    private const string ChatWith = Chat + ":";

    private readonly string _plain;
    private readonly ChatTemplate? _chat;
    private readonly JsonObject? _variables;

    private PromptTemplate(string plain, ChatTemplate? chat, JsonObject? variables = null)
    {
        _plain = plain;
        _chat = chat;
        _variables = variables;
    }

    /// <summary>The problem as it is.</summary>
    public static PromptTemplate Bare { get; } = new(Place, chat: null);

    /// <summary>Reads a template.</summary>
    /// <param name="template">A text with <c>{problem}</c>, or <c>chat</c>, or <c>chat:</c> and such a text.</param>
    /// <param name="modelFolder">Where the chat template is.</param>
    /// <param name="variables">What the chat template is given besides the messages, such as <c>enable_thinking</c> or <c>tools</c>.</param>
    /// <exception cref="PureException">The text has no place for the problem, or the folder's chat template cannot be used.</exception>
    public static PromptTemplate Of(string template, string modelFolder, JsonObject? variables = null)
    {
        if (variables is not null) ChatTemplate.CheckVariables(variables);
        if (template == Chat) return new PromptTemplate(Place, ChatTemplate.Load(modelFolder), variables);
        bool isChat = NamesChat(template);
        string plain = isChat ? template[ChatWith.Length..] : template;
        if (!plain.Contains(Place, StringComparison.Ordinal))
            throw new PureException($"The prompt template \"{template}\" has no {Place}, so all prompts would be the same. Put {Place} where the problem's text belongs, or give '{Chat}' for the model's own template.");
        if (!isChat && variables is not null)
            throw new PureException($"chat_template_kwargs is given, and the prompt template \"{template}\" is a plain text that has no such variables. Remove it, or give '{Chat}' or '{ChatWith}' and the text.");
        return new PromptTemplate(plain, isChat ? ChatTemplate.Load(modelFolder) : null, variables);
    }

    /// <summary>Whether a template is the model folder's chat template.</summary>
    public static bool NamesChat(string template) => template == Chat || template.StartsWith(ChatWith, StringComparison.Ordinal);

    /// <summary>The prompt as text.</summary>
    /// <param name="messages">A problem as the user's message, or a conversation.</param>
    /// <exception cref="PureException">The template does not fit the messages.</exception>
    public string Text(IReadOnlyList<ChatMessage> messages) => _chat is null ? Filled(PlainPrompt.Of(messages)) : _chat.Render(WithPlain(messages), variables: _variables);

    /// <summary>As <see cref="Text"/>, for a row of a data file.</summary>
    /// <exception cref="FormatException">The template does not fit the messages: a bad row.</exception>
    public string RowText(IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            return Text(messages);
        }
        catch (PureException e)
        {
            throw new FormatException(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The prompt as ids.</summary>
    /// <param name="messages">A problem as the user's message, or a conversation.</param>
    /// <param name="tokenizer">Of the model.</param>
    /// <exception cref="PureException">The template does not fit the messages.</exception>
    public int[] Encode(IReadOnlyList<ChatMessage> messages, Tokenizer tokenizer)
    {
        var guard = new SpecialTokenGuard(tokenizer.AddedTokens, [.. messages.Select(m => m.Content)]);
        return tokenizer.EncodeGuarded(Text([.. messages.Select(m => m with { Content = guard.Hide(m.Content) })]), guard);
    }

    private string Filled(string problem) => _plain.Replace(Place, problem, StringComparison.Ordinal);

    /// <summary>The last message of the user gets the plain template around it.</summary>
    private IReadOnlyList<ChatMessage> WithPlain(IReadOnlyList<ChatMessage> messages)
    {
        if (_plain == Place) return messages;
        ChatMessage[] changed = [.. messages];
        int last = Array.FindLastIndex(changed, m => m.Role == "user");
        if (last >= 0) changed[last] = changed[last] with { Content = Filled(changed[last].Content) };
        return changed;
    }
}
