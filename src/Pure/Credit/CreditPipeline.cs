// From scored rollouts to advantages, in the order of PURE (paper, Eq. 3 and 7):
//   step rewards -> credit of steps -> baselines of the group -> returns -> baselines of returns -> separators -> whitening.
// Groups are found by problem id, never by position, so that neither micro-batches nor a shuffled batch can mix them.
namespace Pure.Credit;

/// <summary>Credit assignment and advantages for one batch of rollouts.</summary>
public static class CreditPipeline
{
    private const double NoSignal = 1e-12;  // rewards are of order 1: what rounding leaves behind is no signal

    /// <summary>Credits every token of a batch of scored rollouts.</summary>
    /// <param name="batch">The rollouts, in any order; whitening is over all of them.</param>
    /// <param name="options">The variant.</param>
    /// <returns>Credits in the order of the batch, and counts.</returns>
    /// <exception cref="PureException">A reward is NaN or out of range, steps and rewards do not fit together, a group is too small for its baseline, or options contradict each other.</exception>
    public static CreditResult Assign(IReadOnlyList<Rewards.ScoredRollout> batch, CreditOptions options)
    {
        var inputs = new CreditInput[batch.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = CreditInput.From(batch[i]);
        return Assign(inputs, options);
    }

    /// <inheritdoc cref="Assign(IReadOnlyList{Rewards.ScoredRollout}, CreditOptions)"/>
    public static CreditResult Assign(IReadOnlyList<CreditInput> batch, CreditOptions options)
    {
        CreditRules.Check(options);
        var responses = new ResponseCredit[batch.Count];
        for (int i = 0; i < responses.Length; i++)
        {
            responses[i] = new ResponseCredit(batch[i]);
            StepScores.Compute(responses[i], options);
        }

        List<ResponseCredit[]> groups = Group(responses);
        double[] scratch = new double[responses.Length == 0 ? 0 : responses.Max(response => response.Length)];
        bool wholeBatch = options.RewardBaseline == RewardBaseline.ReinforcePlusPlus;
        foreach (ResponseCredit[] group in groups)
        {
            GroupBaseline.Prepare(group, options);
            foreach (ResponseCredit response in group)
            {
                response.Allocate();
                TokenReturns.Accumulate(response, options);
            }

            GroupBaseline.Subtract(group, options);
            if (wholeBatch) continue;
            foreach (ResponseCredit response in group) response.Measure(options.MaskSeparators, scratch);
        }

        if (wholeBatch) SubtractBatchMean(responses, options, scratch);
        return Finish(responses, groups, options);
    }

    /// <summary>Credit of each step of one response, before any baseline: the rule for empty steps, the form and the coefficient applied.</summary>
    /// <param name="input">The response; its step rewards must be there.</param>
    /// <param name="options">The variant.</param>
    public static double[] StepCredits(CreditInput input, CreditOptions options)
    {
        CreditRules.Check(options);
        var response = new ResponseCredit(input);
        StepScores.Compute(response, options with { RewardMode = RewardMode.Prm });
        return response.Steps;
    }

    private static List<ResponseCredit[]> Group(ResponseCredit[] responses)
    {
        var index = new Dictionary<string, List<ResponseCredit>>(StringComparer.Ordinal);
        var order = new List<List<ResponseCredit>>();
        foreach (ResponseCredit response in responses)
        {
            if (!index.TryGetValue(response.Input.Group, out List<ResponseCredit>? members))
            {
                index.Add(response.Input.Group, members = []);
                order.Add(members);
            }

            members.Add(response);
        }

        return order.ConvertAll(members => members.ToArray());
    }

    private static void SubtractBatchMean(ResponseCredit[] responses, CreditOptions options, double[] scratch)
    {
        double mean = responses.Sum(response => VectorMath.Sum(response.Returns)) / Math.Max(1, responses.Sum(response => (double)response.Length));
        foreach (ResponseCredit response in responses)
        {
            response.Baselines.AsSpan().Fill(mean);
            response.Centre = mean;
            response.Measure(options.MaskSeparators, scratch);
        }
    }

    private static CreditResult Finish(ResponseCredit[] responses, List<ResponseCredit[]> groups, CreditOptions options)
    {
        AdvantageMoments moments = default;
        foreach (ResponseCredit response in responses) moments = moments.With(response.Moments);
        var whitening = Whitening.Of(options.WhitenAdvantages, moments, options.MaskSeparators);
        return new CreditResult(
            Array.ConvertAll(responses, response => response.ToCredit(whitening, options.MaskSeparators)),
            groups.Count,
            groups.Count(group => group.Length == 1),
            groups.Count(group => group.All(response => response.Moments.Squares <= NoSignal * NoSignal * response.Length)),
            groups.Count(HasEqualRewards),
            groups.Count(group => group[0].Input.Outcome is null),
            responses.Count(response => response.EmptySteps == response.Steps.Length),
            responses.Sum(response => response.EmptySteps),
            moments.Mean,
            Math.Sqrt(moments.Squares / Math.Max(1, moments.Count)));
    }

    private static bool HasEqualRewards(ResponseCredit[] group)
    {
        double first = RewardOf(group[0]);
        return Array.TrueForAll(group, response => Math.Abs(RewardOf(response) - first) <= NoSignal);

        static double RewardOf(ResponseCredit response) => response.Total + response.VerifiableScore + response.VerifiableAdvantage;
    }
}
