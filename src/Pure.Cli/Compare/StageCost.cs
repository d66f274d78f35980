namespace Pure.Cli.Compare;

/// <summary>What a stage before RL cost.</summary>
/// <param name="Stage">What was made.</param>
/// <param name="Labels">What it was told, counted; empty for none.</param>
/// <param name="SampledTokens">Tokens sampled for its data.</param>
/// <param name="TrainedTokens">Tokens that training went over.</param>
/// <param name="Seconds">Wall time of training, and of sampling where that was timed.</param>
internal sealed record StageCost(string Stage, string Labels, long SampledTokens, long TrainedTokens, double Seconds);
