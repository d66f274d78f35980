// The one place where reward systems are registered. A system is up to three entries here: how its model is trained (`pure reward`, the
// section `reward`), how its model scores (`reward_model`), and how rewards become an update (`system`). Each entry belongs to a record
// of the configuration; docs/extending.md adds one, step by step. A test compares these tables with the records.
using Pure.Config;
using Pure.Rewards;
using Pure.Rewards.Pav;
using Pure.Tensors;
using Pure.Training.Implicit;
using Pure.Training.Oreal;
using Pure.Training.Prime;
using Pure.Training.Preferences;

namespace Pure.Training.Systems;

/// <summary>Reward systems by the kinds of their config sections.</summary>
public static class RewardSystems
{
    /// <summary>Trainers of reward models, by <c>reward.kind</c>.</summary>
    public static KindTable<RewardOptions, (RewardConfig Config, Lanes Lanes), IRewardTrainer> Trainers { get; } = new()
    {
        (ProcessRewardOptions options, (RewardConfig Config, Lanes Lanes) run) => new RewardTrainer(run.Config, options, run.Lanes),
        (ImplicitRewardOptions options, (RewardConfig Config, Lanes Lanes) run) => new ImplicitTrainer(run.Config, options, run.Lanes),
        (PreferenceRewardOptions options, (RewardConfig Config, Lanes Lanes) run) => new PairTrainer(run.Config, options, run.Lanes),
        (UncertainRewardOptions options, (RewardConfig Config, Lanes Lanes) run) => new PairTrainer(run.Config, options, run.Lanes),
    };

    /// <summary>Reward models, by <c>reward_model.kind</c>.</summary>
    public static KindTable<RewardModelSource, RewardModelContext, IRewardModel> Models { get; } = new()
    {
        (ServedModelSource source, RewardModelContext context) => VerifierModels.Served(source, context),
        (PreferenceModelSource source, RewardModelContext context) => VerifierModels.Preference(source, context),
        (UncertainModelSource source, RewardModelContext context) => VerifierModels.Uncertain(source, context),
        (GenerativeModelSource source, RewardModelContext context) => VerifierModels.Generative(source, context),
        (AgentModelSource source, RewardModelContext context) => VerifierModels.Agent(source, context),
        (ProcessModelSource source, RewardModelContext context) => context.ReadSteps(ProcessRewardModel.Load(source.Path, context.Place(source.Dtype))),
        (ImplicitModelSource source, RewardModelContext context) => context.Open(source),
        (AggregateModelSource source, RewardModelContext context) => new AggregateRewardModel(
            context.ReadSteps(ProcessRewardModel.Load(source.Path, context.Place(source.Dtype))), source.Aggregation, source.Temperature),
        (PavModelSource source, RewardModelContext context) => new PavRewardModel(
            context.ReadSteps(ProcessRewardModel.Load(source.Path, context.Place(source.Dtype))), source.ProverTries, source.Alpha, source.Effective),
    };

    /// <summary>Ways from rewards to an update, by <c>system.kind</c>.</summary>
    public static KindTable<PolicySystemOptions, PolicySystemContext, PolicySystem> Policies { get; } = new()
    {
        (PureSystemOptions _, PolicySystemContext context) => new PureSystem(context),
        (PrimeSystemOptions options, PolicySystemContext context) => new PrimeSystem(options, context),
        (OrealSystemOptions options, PolicySystemContext context) => new OrealSystem(options, context),
        (UncertainSystemOptions options, PolicySystemContext context) => new UncertainSystem(options, context),
    };
}
