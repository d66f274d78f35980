using Pure.Config;
using Pure.Rewards;
using Pure.Rewards.Implicit;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Training.Systems;

/// <summary>What a reward model must know of those whose rollouts it scores.</summary>
/// <param name="Tokenizer">Of the policy: turns rollouts into text.</param>
/// <param name="StepSeparator">Text that ends a step of the policy.</param>
/// <param name="Compute">Where models compute, and the numbers of one that names none of its own.</param>
public sealed record RewardModelContext(Tokenizer Tokenizer, string StepSeparator, ComputeOptions? Compute = null)
{
    /// <summary>The place for a model.</summary>
    /// <param name="own">The numbers that it names itself.</param>
    internal Placement Place(ComputeType? own) => (Compute ?? new ComputeOptions()).Place(own);

    /// <summary>Prepares a process reward model for the policy's steps.</summary>
    /// <exception cref="PureException">The model cannot read such steps.</exception>
    public ProcessRewardModel ReadSteps(ProcessRewardModel model)
    {
        try
        {
            model.ReadStepsOf(Tokenizer, StepSeparator);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Opens an implicit process reward model.</summary>
    /// <exception cref="PureException">It has another vocabulary than the policy.</exception>
    public ImplicitRewardModel Open(ImplicitModelSource source)
    {
        var model = ImplicitRewardModel.Load(source.Path, source.Reference, beta => new ImplicitScoring(source.Reading, source.Coefficient ?? beta, source.Bounded), Place(source.Dtype));
        try
        {
            model.CheckVocabulary(Tokenizer);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
