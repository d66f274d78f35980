// How reward models of this family are opened from their config sections: served models, generative verifiers, the reward agent. Kept out
// of the table of reward systems, which stays one line a kind.
using Pure.Config;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Agent;
using Pure.Rewards.Agent.Sandbox;
using Pure.Rewards.Generative;
using Pure.Rewards.Preference;
using Pure.Rewards.Remote;
using Pure.Rewards.Uncertain;
using Pure.Rollouts.Remote;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Training.Systems;

/// <summary>Opens reward models that judge whole responses or run on a server.</summary>
internal static class VerifierModels
{
    public static IRewardModel Preference(PreferenceModelSource source, RewardModelContext context) =>
        PreferenceRewardModel.Load(source.Path, source.Placement, context.Place(source.Dtype));

    public static IRewardModel Uncertain(UncertainModelSource source, RewardModelContext context) =>
        UncertainRewardModel.Load(source.Path, source.Placement, context.Place(source.Dtype));

    public static IRewardModel Served(ServedModelSource source, RewardModelContext context)
    {
        var reading = StepReading.Of(context.Tokenizer, source.StepSeparator, source.StepInput);
        return new ServedRewardModel(new RemoteClient(source.Server), reading.ForSteps(context.Tokenizer, context.StepSeparator), source.Scores);
    }

    public static IRewardModel Generative(GenerativeModelSource source, RewardModelContext context)
    {
        var tokenizer = Tokenizer.Load(source.Path);
        var setup = new GenerativeSetup(source.Texts(), source.Verifier, source.Reads);
        return new GenerativeRewardModel(options => Language(source, tokenizer, options, context.Place(source.Dtype)), tokenizer, context.Tokenizer, context.StepSeparator, setup);
    }

    /// <summary>The language model of a generative verifier.</summary>
    public static Rollouts.ILanguageModel Language(GenerativeModelSource source, Tokenizer tokenizer, ScoringOptions options, Placement where) => source.Server is { } server
        ? new RemoteLanguageModel(new RemoteClient(server), tokenizer.EndOfSequence)
        : Rollouts.LocalLanguageModel.Load(source.Path, tokenizer, options, source.MaxDecodeRows, where);

    public static IRewardModel Agent(AgentModelSource source, RewardModelContext context)
    {
        CodeSandbox? sandbox = source.RunCode ? CodeSandbox.Open(source.Sandbox) : null;
        var chat = new RemoteChat(new RemoteClient(source.Server), source.Temperature);
        IEvidenceSource evidence = source.EvidenceFolder is { } folder ? new FileSearch(folder) : new ModelKnowledge(chat);
        var agent = new RewardAgent(chat, new FactualityAgent(chat, evidence, source.Agent.Queries), new InstructionAgent(chat, sandbox), source.Agent);
        return new AgentRewardModel(chat, agent, PreferenceRewardModel.Load(source.Preference, where: context.Place(source.Dtype)), context.Tokenizer);
    }
}
