using System.ComponentModel.DataAnnotations;
using Pure.Credit;

namespace Pure.Config;

/// <summary>Configuration of <c>pure rl</c>: reinforcement fine-tuning of a policy.</summary>
public sealed record RlConfig : RunConfig, IChecked
{
    /// <summary>The policy to train; its weights as loaded are also the reference policy, unless <c>reference_model</c> is set.</summary>
    [Required]
    public ModelSource Model { get; init; } = new();

    /// <summary>The reference policy of the divergence term: another model of the same vocabulary, or the same one with another <c>dtype</c>; the policy as loaded when not set.</summary>
    public ModelSource? ReferenceModel { get; init; }

    /// <summary>The reward model, of any kind. Needed when <c>credit.reward_mode</c> uses process rewards.</summary>
    public RewardModelSource? RewardModel { get; init; }

    /// <summary>How rewards become an update of the policy.</summary>
    public PolicySystemOptions System { get; init; } = new PureSystemOptions();

    /// <summary>Sampling and policy loss.</summary>
    [Required]
    public RlOptions Rl { get; init; } = new();

    /// <summary>From rewards to advantages.</summary>
    public CreditOptions Credit { get; init; } = new();

    /// <summary>Held-out problems that are tried while training; optional.</summary>
    public HeldOutOptions? Evaluation { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        bool comparesWithinGroup = System.ComparesWithinGroup || Credit.RewardBaseline is RewardBaseline.Token or RewardBaseline.Step or RewardBaseline.PaddedWidth
            || (Credit.RewardMode != RewardMode.Prm && Credit.VerifiableCentering == VerifiableCentering.Own);
        if (Rl.NumGenerations == 1 && comparesWithinGroup)
            yield return "rl.num_generations is 1, but a leave-one-out baseline compares each response with the others of its group. Set it to 2 or more, or credit.reward_baseline to 'none' and credit.reward_mode to 'prm'.";
        if (Rl.PromptsPerStep % Rl.UpdatesPerStep != 0)
            yield return $"rl.updates_per_step is {Rl.UpdatesPerStep}, which does not divide rl.prompts_per_step = {Rl.PromptsPerStep}. Choose a divisor.";
        if (!System.UsesCredit && Credit != new CreditOptions())
            yield return "credit is given, but this system.kind computes its own advantages and never reads it. Remove the section credit.";
        if (!System.UsesCredit && RewardModel is not null)
            yield return "reward_model is given, but this system.kind has a reward model of its own and never reads it. Remove the section reward_model.";
        if (System.UsesCredit && RewardModel?.RewardRange(Rl.MaxCompletionLength) is var (min, max) && (min < Credit.RewardMin || max > Credit.RewardMax))
            yield return FormattableString.Invariant($"rewards of this reward_model lie in [{min}, {max}], outside credit.reward_min and reward_max ({Credit.RewardMin}, {Credit.RewardMax}). Set these to {Math.Min(min, Credit.RewardMin)} and {Math.Max(max, Credit.RewardMax)}.");
        if (System.UsesCredit && Credit.RewardMode != RewardMode.Vr && RewardModel is null)
            yield return "credit.reward_mode uses process rewards, but there is no reward_model. Set reward_model.path, or credit.reward_mode to 'vr'.";
    }
}
