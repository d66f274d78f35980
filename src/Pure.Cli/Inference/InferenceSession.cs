using System.CommandLine;
using Pure.Config;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Rollouts.Remote;
using Pure.Search;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;
using Pure.Training.Systems;
using static TorchSharp.torch;

namespace Pure.Cli.Inference;

/// <summary>The models of a command, loaded.</summary>
internal sealed class InferenceSession : IDisposable
{
    private readonly Lanes _lanes;
    private readonly Policy? _policy;
    private readonly RemoteGenerator? _remote;
    private readonly ScoringOptions _scoring;

    /// <param name="arguments">The command's options.</param>
    /// <param name="parsed">Their values.</param>
    /// <param name="needsPolicy">Whether the command samples.</param>
    /// <param name="needsRewardModel">Whether the command scores.</param>
    /// <exception cref="PureException">A model that is needed is not given, or one does not load.</exception>
    public InferenceSession(InferenceArguments arguments, ParseResult parsed, bool needsPolicy, bool needsRewardModel)
    {
        string? policy = arguments.Policy(parsed), rewardModel = arguments.RewardModel(parsed);
        if (needsPolicy && policy is null) throw new PureException("There is no policy to sample from. Give --policy with its model folder or the address of its server.");
        if (needsRewardModel && rewardModel is null) throw new PureException("There is no reward model to score with. Give --reward-model with its folder.");
        Separator = arguments.Separator(parsed);
        Dtype = arguments.Dtype(parsed);
        ComputeOptions compute = new() { Device = arguments.Device(parsed), Dtype = Dtype };
        _lanes = new Lanes(arguments.Lanes(parsed), arguments.ThreadsPerLane(parsed));
        _scoring = new ScoringOptions(_lanes, new ComputeOptions().TokensPerMicroBatch);
        try
        {
            if (needsPolicy && arguments.Server(parsed) is { } server)
            {
                string folder = arguments.TokenizerFolder(parsed) ?? throw new PureException($"The server {policy} takes and gives token ids. Give --tokenizer with the folder of the tokenizer.json of its model.");
                Generator = _remote = new RemoteGenerator(new RemoteClient(server), Tokenizer.Load(folder).EndOfSequence);
                MaxPositions = File.Exists(Path.Combine(folder, "config.json")) ? ModelFolder.ReadConfig(folder).MaxPositions : null;
            }
            else if (policy is not null && needsPolicy)
            {
                _policy = Policy.Load(policy, compute.Place(null));
                Generator = new LocalGenerator(_policy.Decoder, _lanes, _policy.Tokenizer.EndOfSequence, arguments.MaxDecodeRows(parsed)).Of(_policy.Weights);
                MaxPositions = _policy.Config.MaxPositions;
            }

            RewardModelSource? source = rewardModel is null ? null : Source(rewardModel);
            TokenizerFolder = arguments.TokenizerFolder(parsed) ?? (source as ProcessModelSource)?.Path ?? throw new PureException("A tokenizer is needed to read texts. Give --tokenizer with the folder of the model whose tokens the reward model reads.");
            Tokenizer = _policy?.Tokenizer ?? Tokenizer.Load(TokenizerFolder);
            Separators = Tokenizer.IdsEndingWith(Separator);
            if (source is not null) RewardModel = RewardSystems.Models.Make(source, new RewardModelContext(Tokenizer, Separator, compute));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Samples the policy; only where the command needs one.</summary>
    public IGenerator? Generator { get; }

    /// <summary>Positions of the policy, as far as they are known.</summary>
    public int? MaxPositions { get; }

    /// <summary>The folder of the tokenizer, whose chat template is that of the prompts.</summary>
    public string TokenizerFolder { get; }

    /// <summary>The tokenizer that prompts and steps are read with.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The reward model, if one is given.</summary>
    public IRewardModel? RewardModel { get; }

    /// <summary>Text that ends a step.</summary>
    public string Separator { get; }

    /// <summary>Tokens that end a step.</summary>
    public IReadOnlySet<int> Separators { get; }

    public ComputeType Dtype { get; }

    /// <summary>How scoring is cut and run.</summary>
    public ScoringOptions Scoring => _scoring;

    /// <summary>Scores steps as probabilities; <see langword="null"/> without a reward model.</summary>
    public StepScorer? Scorer => RewardModel is null ? null : StepScorers.Of(RewardModel, Separators, _scoring);

    public void Dispose()
    {
        RewardModel?.Dispose();
        _policy?.Dispose();
        _remote?.Dispose();
        _lanes.Dispose();
    }

    /// <summary>A policy's name in names of files: the last part of its folder, or the host and port of its server.</summary>
    public static string NameOf(string policy) => Uri.TryCreate(policy, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? $"{address!.Host}-{address.Port}" : Path.GetFileName(policy);

    private static RewardModelSource Source(string path)
    {
        if (Directory.Exists(path)) return new ProcessModelSource { Path = path };
        var file = ConfigFile.Load<RewardModelFile>(path, []);
        ConfigPaths.DeclareBases(file);
        return file.RewardModel!;
    }
}
