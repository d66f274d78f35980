using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Training.Plans;

/// <summary>Plans <c>pure reward</c> for process reward models.</summary>
internal sealed class RewardPlanner(RewardConfig config, ProcessRewardOptions reward, ProblemList problems)
{
    public RunPlan Plan()
    {
        PlannedModel? model = PlannedModel.Look(problems, ("model.path", config.Model.Path), config.TypeOf(config.Model), isPolicy: false, withTokenizer: true);
        if (model?.Tokenizer is not { } tokenizer) return new RunPlan();
        StepReading? reading = problems.Try(() => StepReading.Of(tokenizer, reward.StepSeparator, reward.StepInput));
        if (model.Shape.Labels is not (0 or 2) || (model.Shape.Labels == 2 && reward.ExtraLayers > 0))
            problems.Add($"'{config.Model.Path}' is a classifier with {model.Shape.Labels} labels. Training can go on from one with 2 labels and reward.extra_layers = 0; otherwise start from a language model.");
        if (reading is null) return new RunPlan();

        var data = new List<DataPlan>();
        var arithmetic = new List<string>();
        var memory = new List<MemoryPhase>();
        ModelConfig shape = model.Shape.Labels == 2 ? model.Shape : model.Shape with { Layers = model.Shape.Layers + reward.ExtraLayers, Labels = 2 };
        ModelMemory trained = model.Memory(shape);
        StepExample[] validation = reward.Validation is { } held ? Read("reward.validation", held, reward.Data, tokenizer, reading, data, shape) : [];
        for (int i = 0; i < reward.Phases.Count; i++)
        {
            RewardPhase phase = reward.Phases[i];
            StepExample[] examples = [.. phase.Train.SelectMany(file => Read($"reward.phases.{i}.train", file, phase.Data ?? reward.Data, tokenizer, reading, data, shape))];
            if (examples.Length == 0) continue;
            ulong order = SeedSequence.Derive(SeedSequence.Derive((ulong)config.Seed, "solutions"), (ulong)i);
            BatchArithmetic batch = BatchArithmetic.Of(
                [.. examples.Select(e => (e.Ids.Length, e.Labels.Length))], step => BatchOrder.Of(order, examples.Length, phase.BatchSize, step), phase.MaxSteps, config.Compute.TokensPerMicroBatch);
            arithmetic.Add(Sentence(phase, examples, batch));
            bool head = phase.Trains == TrainedPart.Head;
            memory.Add(trained.Update($"phase {phase.Name}", config.Compute, new UpdateSize(head ? trained.HeadParameters : trained.Trained(reward), batch.LargestTokens, batch.LargestTargets, batch.MostParts, reward.LoraR > 0, head), []));
        }

        if (validation.Length > 0) arithmetic.Add($"Held-out figures on {Words.Count(validation.Length)} solutions with {Words.Count(validation.Sum(e => e.StepEnds))} labelled steps, {(reward.ValidateEvery > 0 ? $"every {Words.Count(reward.ValidateEvery)} steps and " : "")}at the end of each phase.");
        arithmetic.Add(CheckpointArithmetic.Describe(config, reward.Phases.Sum(p => p.MaxSteps), trained.Checkpoint(config.Compute, reward), problems));
        return new RunPlan { Data = data, Arithmetic = arithmetic, Memory = memory };
    }

    private string Sentence(RewardPhase phase, StepExample[] examples, BatchArithmetic batch)
    {
        int good = examples.Sum(e => e.Labels.Take(e.StepEnds).Count(l => l == 1)), all = examples.Sum(e => e.StepEnds);
        return FormattableString.Invariant($"Phase '{phase.Name}' ({(phase.Trains == TrainedPart.Head ? "head only" : "all weights")}): one step learns from {phase.BatchSize} of {examples.Length:N0} solutions with {all:N0} labelled steps, {(double)good / Math.Max(1, all):P1} of them right: {batch.Describe(config.Compute.TokensPerMicroBatch)}. At most {phase.MaxSteps:N0} steps are {Words.Passes((double)phase.MaxSteps * phase.BatchSize / examples.Length)} passes.");
    }

    private StepExample[] Read(string role, string path, DataOptions options, Tokenizer tokenizer, StepReading reading, List<DataPlan> plans, ModelConfig shape)
    {
        if (problems.Try(() => Dataset.Read(path, RowFormats.Solutions, options)) is not { } solutions) return [];
        int known = plans.FindIndex(p => p.Report.Path == path && p.Report.Format == solutions.Report.Format && p.Report.Used == solutions.Report.Used);
        if (problems.Try(() => PromptTemplate.Of(reward.PromptTemplate, config.Model.Path, reward.ChatTemplateKwargs)) is not { } template) return [];
        StepExample[] examples = [.. solutions.Rows.Select(s => StepExample.Of(s, tokenizer, reading, 0, template))];
        int first = Array.FindIndex(examples, e => e.Ids.Length > shape.MaxPositions), tooLong = examples.Count(e => e.Ids.Length > shape.MaxPositions);
        if (known >= 0) plans[known] = plans[known] with { Role = $"{plans[known].Role}, {role}" };
        else plans.Add(new DataPlan(role, solutions.Report, "prompt and steps", TokenHistogram.Of([.. examples.Select(e => e.Ids.Length)]), shape.MaxPositions, tooLong));
        if (tooLong > 0)
            problems.Add($"{tooLong} of {examples.Length} solutions of '{path}' have more tokens than the model's {shape.MaxPositions} positions, the first in row {solutions.Numbers[first]}. Shorten or remove them; nothing is cut silently.");
        return [.. examples.Where(e => e.Labels.Length > 0)];
    }
}
