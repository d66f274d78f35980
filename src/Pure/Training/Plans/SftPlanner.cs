using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Text;

namespace Pure.Training.Plans;

/// <summary>Plans <c>pure sft</c>.</summary>
internal sealed class SftPlanner(SftConfig config, ProblemList problems)
{
    public RunPlan Plan()
    {
        SftOptions sft = config.Sft;
        PlannedModel? model = PlannedModel.Look(problems, ("model.path", config.Model.Path), config.TypeOf(config.Model), isPolicy: true, withTokenizer: true);
        PromptTemplate? template = problems.Try(() => PromptTemplate.Of(sft.PromptTemplate, config.Model.Path, sft.ChatTemplateKwargs));
        if (template is null) return new RunPlan();
        Dataset<Demonstration>? data = problems.Try(() => Dataset.Read(sft.Train, RowFormats.Demonstrations, sft.Data, demonstration => template.RowText(demonstration.Messages)));
        if (model?.Tokenizer is not { } tokenizer || data is null) return new RunPlan();

        TokenSequence[] rows = [.. data.Rows.Select(d => Imitation.Sequence(d, tokenizer, template))];
        var plan = new DataPlan("sft.train", data.Report, "prompt and completion", TokenHistogram.Of([.. rows.Select(r => r.Ids.Length)]), model.Shape.MaxPositions, rows.Count(r => r.Ids.Length > model.Shape.MaxPositions));
        if (plan.TooLong > 0)
            problems.Add($"{plan.TooLong} of {rows.Length} rows of '{sft.Train}' have more tokens than the model's {model.Shape.MaxPositions} positions, the first in row {data.Numbers[Array.FindIndex(rows, r => r.Ids.Length > model.Shape.MaxPositions)]}. Shorten or remove them; nothing is cut silently.");
        if (Array.FindIndex(rows, r => r.PromptLength == 0) is >= 0 and var empty)
            problems.Add($"Row {data.Numbers[empty]} of '{sft.Train}' has an empty prompt, and the first token of a response needs something before it. Give it a prompt.");

        ulong order = SeedSequence.Derive((ulong)config.Seed, "demonstrations");
        BatchArithmetic batch = BatchArithmetic.Of(
            [.. rows.Select(r => (r.Ids.Length, r.Targets))], step => BatchOrder.Of(order, rows.Length, sft.BatchSize, step), sft.MaxSteps, config.Compute.TokensPerMicroBatch);
        double passes = (double)sft.MaxSteps * sft.BatchSize / rows.Length;
        ModelMemory memory = model.Memory();
        return new RunPlan
        {
            Data = [plan],
            Arithmetic =
            [
                $"One step learns from {Words.Count(sft.BatchSize)} of {Words.Count(rows.Length)} demonstrations: {batch.Describe(config.Compute.TokensPerMicroBatch)}.",
                $"{Words.Count(sft.MaxSteps)} steps are {Words.Passes(passes)} passes over the data, about {Words.Count((long)(batch.Tokens * sft.MaxSteps))} tokens.",
                CheckpointArithmetic.Describe(config, sft.MaxSteps, memory.Checkpoint(config.Compute, sft), problems),
            ],
            Memory = [memory.Update("update", config.Compute, new UpdateSize(memory.Trained(sft), batch.LargestTokens, batch.LargestTargets, batch.MostParts, sft.LoraR > 0), [])],
        };
    }
}
