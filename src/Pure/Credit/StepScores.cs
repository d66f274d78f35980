// First stage: checks the step rewards of a response, applies the rule for empty steps, and transforms them.
namespace Pure.Credit;

/// <summary>Turns the raw step rewards of a response into the credit of its steps.</summary>
internal static class StepScores
{
    public static void Compute(ResponseCredit response, CreditOptions options)
    {
        CreditInput input = response.Input;
        int count = input.Steps.Count;
        for (int j = 0; j < count; j++)
        {
            if (input.IsEmpty(j)) response.EmptySteps++;
        }

        if (options.RewardMode == RewardMode.Vr) return;
        if (input.StepRewards.Length == 0)
        {
            if (options.RewardMode == RewardMode.Prm)
                throw new PureException($"{input} has no step rewards, but reward_mode is 'prm'. Score the rollouts with a process reward model, or set reward_mode to 'vr'.");
            return;
        }

        Check(input, options);
        response.HasProcessReward = true;
        Span<double> rewards = count <= 256 ? stackalloc double[count] : new double[count];
        Span<double> credit = count <= 256 ? stackalloc double[count] : new double[count];
        int kept = Select(input, options, rewards);
        if (kept == 0 && options.CreditAssignment != CreditAssignment.OutcomeOnly)
        {
            response.Steps[count - 1] = options.RewardMin;  // nothing but empty steps: an empty answer must never beat a bad one
        }
        else
        {
            StepCredit.Assign(rewards[..kept], options, credit);
            bool skip = options.EmptySteps == EmptySteps.Neutral;
            for (int j = 0, k = 0; j < count; j++)
            {
                if (!skip || !input.IsEmpty(j)) response.Steps[j] = credit[k++];
            }
        }

        for (int j = 0; j < count; j++)
        {
            response.Steps[j] *= options.ProcessRewardCoef;
            response.Total += response.Steps[j];
        }
    }

    /// <summary>The rewards that take part, in order.</summary>
    private static int Select(CreditInput input, CreditOptions options, Span<double> rewards)
    {
        int kept = 0;
        for (int j = 0; j < input.StepRewards.Length; j++)
        {
            bool empty = options.EmptySteps != EmptySteps.Score && input.IsEmpty(j);
            if (empty && options.EmptySteps == EmptySteps.Neutral) continue;
            rewards[kept++] = empty ? options.RewardMin : input.StepRewards[j];
        }

        return kept;
    }

    private static void Check(CreditInput input, CreditOptions options)
    {
        double[] rewards = input.StepRewards;
        if (rewards.Length != input.Steps.Count)
            throw new PureException($"{input}: {rewards.Length} step rewards for {input.Steps.Count} steps. Rewards are never shifted to fit; score exactly the steps of the rollout.");
        for (int j = 0; j < rewards.Length; j++)
        {
            if (double.IsNaN(rewards[j]))
                throw new PureException($"{input}: the reward of step {j + 1} is NaN. Look at the reward model's weights and precision.");
            if (rewards[j] < options.RewardMin || rewards[j] > options.RewardMax)
                throw new PureException($"{input}: the reward of step {j + 1} is {rewards[j]}, outside [{options.RewardMin}, {options.RewardMax}]. Set reward_min and reward_max to the range of the reward model.");
        }
    }
}
