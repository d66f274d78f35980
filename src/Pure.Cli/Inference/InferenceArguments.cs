using System.CommandLine;
using Pure.Answers;
using Pure.Config;
using Pure.Evaluation.Benchmarks;
using Pure.Rollouts;
using Pure.Rollouts.Remote;

namespace Pure.Cli.Inference;

/// <summary>The options of every command that runs models without training them.</summary>
internal sealed class InferenceArguments
{
    private static readonly ComputeOptions Defaults = new();
    private readonly Option<string?> _policy = new("--policy") { Description = "Model folder of the policy, or the address of a server that speaks OpenAI's protocol with token ids (vLLM, pure serve), such as http://localhost:8000.", HelpName = "FOLDER|URL" };
    private readonly Option<string?> _tokenizer = new("--tokenizer") { Description = "Folder with the tokenizer.json of the model that a server or a reward model of another kind reads (default: the policy's folder).", HelpName = "FOLDER" };
    private readonly Option<string?> _key = new("--api-key-variable") { Description = "Environment variable that holds the key of the server in --policy.", HelpName = "NAME" };
    private readonly Option<string?> _rewardModel = new("--reward-model") { Description = "Folder of a process reward model, or a YAML file with a section reward_model of any kind.", HelpName = "FOLDER|FILE" };
    private readonly Option<string?> _template;
    private readonly string _defaultTemplate;
    private readonly Option<string?> _variables = new("--chat-template-kwargs") { Description = @"Variables of the chat template as JSON, such as '{""enable_thinking"": false}'.", HelpName = "JSON" };
    private readonly Option<string> _separator = new("--step-separator") { Description = @"Text that ends a step; \n stands for a line break.", DefaultValueFactory = _ => @"\n\n" };
    private readonly Option<string?> _marker = new("--answer-marker") { Description = "What stands before the final answer, where that is not a box or another form that --profile finds." };
    private readonly Option<string> _profile = new("--profile") { Description = $"How answers are found and compared: {string.Join(", ", AnswerProfile.Names)}.", DefaultValueFactory = _ => AnswerProfile.EvalLenient.Name };
    private readonly Option<int?> _length = new("--max-completion-length") { Description = "Length limit of a response in tokens (default: 3000, or what the model's positions leave)." };
    private readonly Option<double> _temperature;
    private readonly Option<double> _topP = new("--top-p") { Description = "Draws from the likeliest tokens whose probabilities reach this sum.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _topK = new("--top-k") { Description = "Draws from this many of the likeliest tokens; 0 for all." };
    private readonly Option<int> _seed = new("--seed") { Description = "Every draw is derived from it.", DefaultValueFactory = _ => 1 };
    private readonly Option<ComputeType> _dtype = new("--dtype") { Description = "Numbers that models are computed with: fp32 or bf16.", DefaultValueFactory = _ => Defaults.Dtype };
    private readonly Option<string> _device = new("--device") { Description = "Where models compute: cpu, cuda or cuda:N.", DefaultValueFactory = _ => Defaults.Device };
    private readonly Option<int> _lanes = new("--lanes") { Description = "Batches computed side by side.", DefaultValueFactory = _ => Defaults.Lanes };
    private readonly Option<int> _threads = new("--threads-per-lane") { Description = "Threads inside one operation.", DefaultValueFactory = _ => Defaults.ThreadsPerLane };
    private readonly Option<int> _rows = new("--max-decode-rows") { Description = "Responses decoded together in one lane.", DefaultValueFactory = _ => Defaults.MaxDecodeRows };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="temperature">Default temperature.</param>
    /// <param name="template">Default prompt.</param>
    /// <param name="grades">Whether the command grades answers.</param>
    public InferenceArguments(Command command, double temperature, string template = "pure", bool grades = true)
    {
        _temperature = new Option<double>("--temperature") { Description = "Of samples.", DefaultValueFactory = _ => temperature };
        _defaultTemplate = template;
        _template = new Option<string?>("--prompt-template") { Description = $"The prompt: {string.Join(", ", BenchmarkPrompt.Named.Keys)}, or a text in which {{problem}} stands for the problem; or chat, the chat template of the model folder, or chat: and such a text (default: {template})." };
        Option[] all = [_policy, _tokenizer, _key, _rewardModel, _template, _variables, _separator, _marker, _profile, _length, _temperature, _topP, _topK, _seed, _dtype, _device, _lanes, _threads, _rows];
        foreach (Option option in all)
        {
            if (grades || (option != _marker && option != _profile)) command.Add(option);
        }
    }

    public string? Policy(ParseResult parsed) => parsed.GetValue(_policy);

    /// <summary>The server that samples, or <see langword="null"/> where the policy is a folder.</summary>
    public RemoteEndpoint? Server(ParseResult parsed) => Policy(parsed) is { } policy && (policy.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || policy.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        ? new RemoteEndpoint { Url = policy, ApiKeyVariable = parsed.GetValue(_key) } : null;

    /// <summary>Where the tokenizer is, as far as the options say.</summary>
    public string? TokenizerFolder(ParseResult parsed) => parsed.GetValue(_tokenizer) ?? (Server(parsed) is null ? Policy(parsed) : null);

    public string? RewardModel(ParseResult parsed) => parsed.GetValue(_rewardModel);

    /// <summary>The prompt, by name or as a text in which \n stands for a line break.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">Knows the folder whose chat template may be asked for.</param>
    /// <param name="otherDefault">Replaces the command's default.</param>
    public BenchmarkPrompt Template(ParseResult parsed, InferenceSession session, string? otherDefault = null) =>
        BenchmarkPrompt.Of(Unescaped(parsed.GetValue(_template) ?? otherDefault ?? _defaultTemplate), session.TokenizerFolder, JsonArgument.Section(parsed, _variables));

    /// <summary>The variables of the chat template as one text, the same for equal ones.</summary>
    public string? Variables(ParseResult parsed) => JsonArgument.Section(parsed, _variables)?.ToJsonString();

    public string Separator(ParseResult parsed) => Unescaped(parsed.GetRequiredValue(_separator));

    public AnswerJudge Judge(ParseResult parsed) => new(AnswerProfile.ByName(parsed.GetRequiredValue(_profile)), parsed.GetValue(_marker));

    public ulong Seed(ParseResult parsed) => parsed.GetValue(_seed) is var seed && seed >= 0 ? (ulong)seed : throw new PureException($"--seed is {seed}. Give 0 or more.");

    public ComputeType Dtype(ParseResult parsed) => parsed.GetValue(_dtype);

    public string Device(ParseResult parsed) => parsed.GetRequiredValue(_device);

    public int Lanes(ParseResult parsed) => AtLeastOne(parsed, _lanes);

    public int ThreadsPerLane(ParseResult parsed) => AtLeastOne(parsed, _threads);

    public int MaxDecodeRows(ParseResult parsed) => AtLeastOne(parsed, _rows);

    /// <summary>How tokens are drawn.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="positions">The model's positions; <see langword="null"/> where only its server knows them.</param>
    /// <param name="prompts">The prompts, for the default length limit.</param>
    public SamplingOptions Sampling(ParseResult parsed, int? positions, IEnumerable<int[]> prompts)
    {
        int length = parsed.GetValue(_length) ?? Math.Min(3000, (positions ?? int.MaxValue) - prompts.Select(ids => ids.Length).DefaultIfEmpty().Max());
        if (length < 1) throw new PureException($"The length limit of a response is {length} tokens. Give --max-completion-length of 1 or more, or shorter prompts: the model has {positions} positions.");
        double temperature = parsed.GetValue(_temperature), topP = parsed.GetValue(_topP);
        if (!(temperature >= 0) || !(topP is > 0 and <= 1) || parsed.GetValue(_topK) < 0)
            throw new PureException($"--temperature is {temperature}, --top-p {topP} and --top-k {parsed.GetValue(_topK)}. Give a temperature of 0 or more, a share above 0 and at most 1, and 0 or more tokens.");
        return new SamplingOptions(length, temperature, topP, parsed.GetValue(_topK));
    }

    /// <summary>Line breaks of a command-line argument.</summary>
    public static string Unescaped(string text) => text.Replace(@"\n", "\n", StringComparison.Ordinal);

    /// <summary>The value of an option that must be 1 or more.</summary>
    public static int AtLeastOne(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is var value && value >= 1 ? value : throw new PureException($"{option.Name} is {value}. Give 1 or more.");
}
