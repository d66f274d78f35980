namespace Pure.Rewards.Inputs;

/// <summary>Special tokens of Qwen2.5-Math-PRM.</summary>
/// <param name="TurnStart">Id of "&lt;|im_start|&gt;" (151644).</param>
/// <param name="TurnEnd">Id of "&lt;|im_end|&gt;" (151645).</param>
/// <param name="StepEnd">Id of "&lt;extra_0&gt;" (151651).</param>
public sealed record QwenPrmTokens(int TurnStart = 151644, int TurnEnd = 151645, int StepEnd = 151651);
