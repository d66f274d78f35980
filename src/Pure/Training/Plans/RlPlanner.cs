using Pure.Config;
using Pure.Credit;
using Pure.Data;
using Pure.Rewards;
using Pure.Text;

namespace Pure.Training.Plans;

/// <summary>Plans <c>pure rl</c>.</summary>
internal sealed class RlPlanner(RlConfig config, ProblemList problems)
{
    private readonly RlOptions _rl = config.Rl;

    public RunPlan Plan()
    {
        PlannedModel? policy = PlannedModel.Look(problems, ("model.path", config.Model.Path), config.TypeOf(config.Model), isPolicy: true, withTokenizer: true);
        PlannedModel? reference = config.ReferenceModel is { } source
            ? PlannedModel.Look(problems, ("reference_model.path", source.Path), config.TypeOf(source), isPolicy: true, withTokenizer: false)
            : null;
        PlannedModel? reward = config.RewardModel is ProcessModelSource process
            ? PlannedModel.Look(problems, ("reward_model.path", process.Path), process.Dtype ?? config.Compute.Dtype, isPolicy: false, withTokenizer: true)
            : null;
        PromptTemplate? template = problems.Try(() => PromptTemplate.Of(_rl.PromptTemplate, config.Model.Path, _rl.ChatTemplateKwargs));
        Dataset<Problem>? train = template is null ? null : problems.Try(() => ProblemFile.Read(_rl.Prompts, template, _rl.Data));
        Dataset<Problem>? heldOut = config.Evaluation is { } evaluation && template is not null ? problems.Try(() => ProblemFile.Read(evaluation.Prompts, template, evaluation.Data)) : null;
        if (train is not null) problems.Try(() => RlRules.Check(config, train.Rows, heldOut?.Rows ?? []));
        if (policy?.Tokenizer is not { } tokenizer || train is null) return new RunPlan();

        CheckSteps(tokenizer, reward);
        var data = new List<DataPlan> { Count("rl.prompts", train, tokenizer, policy) };
        if (heldOut is not null) data.Add(Count("evaluation.prompts", heldOut, tokenizer, policy));
        ModelMemory memory = policy.Memory();
        return new RunPlan
        {
            Data = data,
            Notes = Notes(train, policy, reward),
            Arithmetic = [.. Arithmetic(train), CheckpointArithmetic.Describe(config, _rl.MaxSteps, memory.Checkpoint(config.Compute, _rl), problems)],
            Memory = Memory(policy, reference, reward, data[0].Tokens.Longest),
        };
    }

    private void CheckSteps(Tokenizer tokenizer, PlannedModel? reward)
    {
        if (tokenizer.IdsEndingWith(_rl.StepSeparator).Count == 0)
            problems.Add($"rl.step_separator: no token of this tokenizer ends in that text, so every response would be one step. Choose what the policy writes between its steps.");
        if (reward?.Tokenizer is { } own && config.RewardModel is ProcessModelSource source)
            problems.Try(() => StepReading.Read(reward.Shape, own, source.Path).ForSteps(tokenizer, _rl.StepSeparator));
    }

    private DataPlan Count(string role, Dataset<Problem> data, Tokenizer tokenizer, PlannedModel policy)
    {
        int[] lengths = [.. data.Rows.Select(p => p.Encode(tokenizer).Length)];
        int limit = policy.Shape.MaxPositions - _rl.MaxCompletionLength, tooLong = lengths.Count(l => l > limit);
        if (tooLong > 0)
            problems.Add($"{tooLong} of {lengths.Length} prompts of '{data.Report.Path}' leave no room for rl.max_completion_length = {_rl.MaxCompletionLength} tokens within the model's {policy.Shape.MaxPositions} positions; the first, problem '{data.Rows[Array.FindIndex(lengths, l => l > limit)].Id}', has {lengths.First(l => l > limit)}. Lower it, or shorten or remove those problems; nothing is cut silently.");
        return new DataPlan(role, data.Report, "prompt", TokenHistogram.Of(lengths), limit, tooLong);
    }

    private List<string> Notes(Dataset<Problem> train, PlannedModel policy, PlannedModel? reward)
    {
        var notes = new List<string>();
        int answered = train.Rows.Count(p => p.Answer is not null);
        notes.Add($"{Words.Count(answered)} of {Words.Count(train.Rows.Count)} problems have an answer; the others get no verifiable reward.");
        if (config.RewardModel is not null && reward is null) notes.Add("The reward model is of a kind whose memory is not in this plan.");
        if (!config.System.UsesCredit) notes.Add("The reward model that this system.kind trains next to the policy, with its gradients and moments, is not in this plan.");
        if (reward is not null && policy.Shape.VocabularySize != reward.Shape.VocabularySize)
            notes.Add($"Policy and reward model have {policy.Shape.VocabularySize} and {reward.Shape.VocabularySize} rows of embedding; their tokenizers must still be the same.");
        return notes;
    }

    private IEnumerable<string> Arithmetic(Dataset<Problem> train)
    {
        int rollouts = _rl.PromptsPerStep * _rl.NumGenerations;
        yield return $"One step: {Words.Count(_rl.PromptsPerStep)} of {Words.Count(train.Rows.Count)} problems x {_rl.NumGenerations} responses = {Words.Count(rollouts)} rollouts of at most {Words.Count(_rl.MaxCompletionLength)} tokens, so at most {Words.Count((long)rollouts * _rl.MaxCompletionLength)} sampled tokens.";
        yield return $"{(_rl.UpdatesPerStep == 1 ? "One update a step, on all of them" : $"{_rl.UpdatesPerStep} updates a step, each on {Words.Count(rollouts / _rl.UpdatesPerStep)} rollouts in whole groups")}, cut into micro-batches of at most {Words.Count(config.Compute.TokensPerMicroBatch)} padded tokens; the gradient is that of the whole batch.";
        yield return $"{Words.Count(_rl.MaxSteps)} steps are {Words.Count((long)_rl.MaxSteps * _rl.UpdatesPerStep)} updates and {Words.Passes((double)_rl.MaxSteps * _rl.PromptsPerStep / train.Rows.Count)} passes over the problems; a problem comes at most once in a step.";
    }

    private List<MemoryPhase> Memory(PlannedModel policy, PlannedModel? reference, PlannedModel? reward, int longestPrompt)
    {
        ModelMemory trained = policy.Memory();
        int rows = _rl.PromptsPerStep * _rl.NumGenerations, length = longestPrompt + _rl.MaxCompletionLength;
        int tokens = Math.Min(rows * length, Math.Max(config.Compute.TokensPerMicroBatch / length * length, length)), targets = tokens / length * _rl.MaxCompletionLength;
        int parts = (((rows / _rl.UpdatesPerStep) + (tokens / length) - 1) / (tokens / length));
        int decoded = Math.Min(config.Compute.MaxDecodeRows, (rows + config.Compute.Lanes - 1) / config.Compute.Lanes);

        // With adapters the reference is the policy's own weights. Idle models stand by, or are read again for their own phase.
        ModelMemory scorer = reference?.Memory() ?? trained;
        MemoryItem[] second = reference is null && _rl.LoraR > 0 ? [] : [new("reference policy", scorer.Weights)];
        MemoryItem[] third = reward is null ? [] : [new("reward model", reward.Memory().Weights)];
        bool released = config.Compute.ReleaseIdleModels;
        MemoryItem[] idle = released ? [] : [.. second, .. third];
        var phases = new List<MemoryPhase>
        {
            trained.Sampling("sampling", config.Compute, _rl, (decoded, length), idle),
            trained.Scoring("reference", config.Compute, _rl, (scorer, tokens, targets), released ? second : idle),
        };
        if (reward is not null && config.Credit.RewardMode != RewardMode.Vr) phases.Add(trained.Scoring("reward model", config.Compute, _rl, (reward.Memory(), tokens, tokens / length), released ? third : idle));
        phases.Add(trained.Update("update", config.Compute, new UpdateSize(trained.Trained(_rl), tokens, targets, parts, _rl.LoraR > 0), idle));
        return phases;
    }
}
