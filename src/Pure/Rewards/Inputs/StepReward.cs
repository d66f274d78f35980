namespace Pure.Rewards.Inputs;

/// <summary>From the two logits of a step to its reward. They are those of the classes good and bad, or of the vocabulary's tokens that stand for them ("+" and "-").</summary>
public static class StepReward
{
    /// <summary>Probability that the step is good: softmax over the two logits alone.</summary>
    public static double Probability(double bad, double good) => 1 / (1 + Math.Exp(bad - good));

    /// <summary>p(good) - p(bad) = tanh((good - bad) / 2), in (-1, 1): PURE's step reward.</summary>
    public static double Difference(double bad, double good) => Math.Tanh((good - bad) / 2);
}
