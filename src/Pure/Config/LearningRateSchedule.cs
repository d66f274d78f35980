namespace Pure.Config;

/// <summary>How the learning rate goes on after warm-up.</summary>
public enum LearningRateSchedule
{
    Constant,
    Linear,
    Cosine,
}
