// How a reward model reads steps: the mark at which rewards are read, and what becomes of the token that ends a step. It is
// written into the model's config.json under "pure", so that a reward model is never used on steps read in another way.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Rewards;

/// <summary>Turns a response into what a process reward model reads, and says where its rewards are read.</summary>
public sealed class StepReading
{
    private readonly IReadOnlyDictionary<int, int[]> _separatorText;

    private StepReading(string mark, int markId, int endOfSequence, StepInput input, IReadOnlyDictionary<int, int[]> separatorText)
    {
        Mark = mark;
        MarkId = markId;
        EndOfSequence = endOfSequence;
        Kind = input;
        _separatorText = separatorText;
    }

    /// <summary>Text of the mark, "\n" for PURE's models.</summary>
    public string Mark { get; }

    /// <summary>Its single token.</summary>
    public int MarkId { get; }

    /// <summary>The token that ends a response.</summary>
    public int EndOfSequence { get; }

    /// <summary>What becomes of the token that ends a step.</summary>
    public StepInput Kind { get; }

    /// <summary>Makes a reading for a tokenizer.</summary>
    /// <exception cref="PureException">The mark is not a single token.</exception>
    public static StepReading Of(Tokenizer tokenizer, string mark, StepInput input) =>
        new(mark, MarkOf(tokenizer, mark), tokenizer.EndOfSequence, input, new Dictionary<int, int[]>());

    /// <summary>Reads the reading that a reward model was trained with.</summary>
    public static StepReading Read(ModelConfig config, Tokenizer tokenizer, string folder)
    {
        if (config.Source["pure"] is not JsonObject pure || pure["step_separator"] is null)
            throw new PureException($"'{folder}' does not say how its steps are read (no \"pure\": {{\"step_separator\": ..., \"step_input\": ...}} in config.json). Train it with 'pure reward', make a random one with 'pure init --head process-reward-model', or add the field.");
        string input = pure["step_input"]?.GetValue<string>() ?? "as_sampled";
        StepInput kind = Enum.GetValues<StepInput>().Where(k => JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ToString()) == input).Cast<StepInput?>().FirstOrDefault()
            ?? throw new PureException($"'{folder}': step_input is '{input}' in config.json; known are as_sampled, whole_steps, replaced_ends.");
        return Of(tokenizer, pure["step_separator"]!.GetValue<string>(), kind);
    }

    /// <summary>The model's config with this reading in it.</summary>
    public ModelConfig WriteTo(ModelConfig config) => Write(config, Mark, Kind);

    /// <summary>The token of a mark.</summary>
    /// <exception cref="PureException">The mark is not a single token.</exception>
    public static int MarkOf(Tokenizer tokenizer, string mark)
    {
        int[] ids = tokenizer.Encode(mark);
        return ids.Length == 1
            ? ids[0]
            : throw new PureException($"The step separator {Show(mark)} is {ids.Length} tokens of this tokenizer, and the reward model needs one token to read a step's reward at. Choose another step_separator.");
    }

    /// <summary>A model's config with a reading in it, for a model whose tokenizer is not read yet.</summary>
    public static ModelConfig Write(ModelConfig config, string mark, StepInput input)
    {
        JsonObject source = config.Source.DeepClone().AsObject();
        source["pure"] = new JsonObject { ["step_separator"] = mark, ["step_input"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(input.ToString()) };
        return config with { Source = source };
    }

    /// <summary>The reading for rollouts whose steps end in a given separator.</summary>
    /// <param name="tokenizer">Of the policy and of this model, which must be the same vocabulary.</param>
    /// <param name="separator">Text that ends a step of the policy.</param>
    /// <exception cref="PureException">The model reads tokens as sampled and was trained with another separator.</exception>
    public StepReading ForSteps(Tokenizer tokenizer, string separator)
    {
        if (Kind == StepInput.AsSampled && separator != Mark)
            throw new PureException($"The reward model was trained with the step separator {Show(Mark)} and reads tokens as sampled, and the rollouts use {Show(separator)}. Set rl.step_separator to {Show(Mark)}, or train the model with reward.step_input = whole_steps.");
        IReadOnlyDictionary<int, int[]> text = Kind == StepInput.WholeSteps
            ? SeparatorText.Of(tokenizer.IdsEndingWith(separator), tokenizer.TokenText, visible => tokenizer.Encode(visible))
            : new Dictionary<int, int[]>();
        return new StepReading(Mark, MarkId, EndOfSequence, Kind, text);
    }

    /// <summary>The ids to read, and the position in them of each step's reward.</summary>
    /// <param name="rollout">The response.</param>
    /// <param name="steps">Its steps.</param>
    public RewardModelInput Input(Rollout rollout, Steps steps) => Kind switch
    {
        StepInput.WholeSteps => PureInput.WholeSteps(rollout.PromptIds, rollout, steps, _separatorText, MarkId),
        StepInput.ReplacedEnds => PureInput.ReplacedEnds(rollout.PromptIds, rollout.ResponseIds, steps, MarkId),
        _ => AsSampled(rollout.PromptIds, rollout.ResponseIds, steps),
    };

    /// <summary>The same layout for a labelled solution, whose steps come as texts.</summary>
    /// <param name="prompt">Prompt ids.</param>
    /// <param name="stepTexts">Ids of each step's text, without what ends it.</param>
    /// <param name="finished">Whether the last step is the end of the response.</param>
    public RewardModelInput Input(int[] prompt, IReadOnlyList<int[]> stepTexts, bool finished)
    {
        var ids = new List<int>(prompt);
        int[] positions = new int[stepTexts.Count];
        for (int j = 0; j < positions.Length; j++)
        {
            ids.AddRange(stepTexts[j]);
            positions[j] = ids.Count;
            ids.Add(Kind == StepInput.AsSampled && finished && j == positions.Length - 1 ? EndOfSequence : MarkId);
        }

        return new RewardModelInput([.. ids], positions);
    }

    /// <summary>Every token as sampled; a response that was cut inside a step gets a mark behind it, so that its last step is read at one like every other.</summary>
    private RewardModelInput AsSampled(ReadOnlySpan<int> prompt, ReadOnlySpan<int> response, Steps steps)
    {
        var ids = new List<int>(prompt.Length + response.Length + 1);
        ids.AddRange(prompt);
        ids.AddRange(response);
        int[] positions = new int[steps.Count];
        for (int j = 0; j < positions.Length; j++) positions[j] = prompt.Length + steps.End(j);
        if (response[^1] != EndOfSequence && response[^1] != MarkId)
        {
            ids.Add(MarkId);
            positions[^1]++;
        }

        return new RewardModelInput([.. ids], positions);
    }

    private static string Show(string text) => JsonSerializer.Serialize(text);
}
