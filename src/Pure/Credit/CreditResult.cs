namespace Pure.Credit;

/// <summary>The credit of a batch, and what should be counted beside it.</summary>
/// <param name="Credits">One entry a response, in the order of the batch.</param>
/// <param name="Groups">Number of groups (problems).</param>
/// <param name="GroupsOfOne">Groups with a single response, possible only with baselines that need no other.</param>
/// <param name="GroupsWithoutSignal">Groups whose advantages are all 0 before whitening: they teach nothing.</param>
/// <param name="GroupsWithEqualRewards">Groups whose responses all have the same total of rewards ("frac_reward_zero_std" counts these).</param>
/// <param name="GroupsWithoutAnswer">Groups without a verifiable reward, because their problem has no answer.</param>
/// <param name="ResponsesWithoutContent">Responses in which every step is empty.</param>
/// <param name="EmptySteps">Steps without content, over the batch.</param>
/// <param name="AdvantageMean">Mean of the advantages over all tokens, before whitening.</param>
/// <param name="AdvantageScale">Root mean square of the advantages over all tokens, before whitening: what whitening would hide.</param>
public sealed record CreditResult(
    IReadOnlyList<TokenCredit> Credits,
    int Groups,
    int GroupsOfOne,
    int GroupsWithoutSignal,
    int GroupsWithEqualRewards,
    int GroupsWithoutAnswer,
    int ResponsesWithoutContent,
    int EmptySteps,
    double AdvantageMean,
    double AdvantageScale);
