using Pure.Credit;

namespace Pure.Cli.Views;

/// <summary>One way of crediting the rollouts, and what came of it.</summary>
/// <param name="Name">Preset, form or both: what the user asked for.</param>
/// <param name="Options">All options.</param>
/// <param name="Result">Credits in the order of the records.</param>
/// <param name="StepCredits">Credit of each step of each record, before baselines.</param>
internal sealed record CreditVariant(string Name, CreditOptions Options, CreditResult Result, double[][] StepCredits)
{
    /// <summary>Runs the pipeline.</summary>
    public static CreditVariant Of(string name, CreditOptions options, IReadOnlyList<CreditRecord> records)
    {
        CreditInput[] inputs = [.. records.Select(record => record.Input)];
        CreditResult result = CreditPipeline.Assign(inputs, options);
        return new CreditVariant(name, options, result, Array.ConvertAll(inputs, input => Credits(input, options)));
    }

    /// <summary>What is credited, returned, subtracted and left at one step: return and advantage at the step's first token, the baseline where the estimator subtracts it.</summary>
    public StepView Step(int record, CreditInput input, int step)
    {
        TokenCredit credit = Result.Credits[record];
        int start = input.Steps.Start(step), end = input.Steps.End(step);
        return new StepView(StepCredits[record][step], credit.Returns[start], credit.Baselines[end], credit.Advantages[start]);
    }

    private static double[] Credits(CreditInput input, CreditOptions options) =>
        input.StepRewards.Length == 0 || options.RewardMode == RewardMode.Vr ? new double[input.Steps.Count] : CreditPipeline.StepCredits(input, options);
}
