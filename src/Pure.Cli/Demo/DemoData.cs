// The data of the embedded task, as files of the formats that any user has: a model folder, demonstrations, labelled
// solutions, problems. From here on the demo goes through the same code as a real model.
using Pure.Data;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Cli.Demo;

/// <summary>Writes the data of one seed.</summary>
internal sealed class DemoData(DemoPlan plan, DemoFolders folders, ulong seed)
{
    /// <summary>The random model, demonstrations, training problems and held-out problems.</summary>
    public void WriteStart()
    {
        ChainTokenizer.Write(folders.Start);
        ModelConfig config = Shape;
        using Weights weights = WeightInitializer.Random(config, Seed("weights"));
        ModelFolder.Write(folders.Start, config, weights, folders.Start);

        ulong demonstrations = Seed("demonstrations");
        ChainJsonLines.WriteDemonstrations(folders.DataFile("demonstrations.jsonl"),
            plan.Task.Generate(Seed("demonstrated problems"), plan.SftSteps * plan.SftBatch)
                .Select((problem, i) => Demonstrator.Solve(problem, plan.Demonstrator, SeedSequence.Derive(demonstrations, (ulong)i))));

        foreach (IGrouping<double, DemoVariant> share in DemoVariant.All.GroupBy(v => v.AnsweredShare))
            ChainJsonLines.WritePrompts(Prompts(share.Key), Problems(share.Key));
        ChainJsonLines.WritePrompts(folders.DataFile("held-out.jsonl"), HeldOut().Select((p, i) => p.ToProblem($"held-out-{i}")));
        folders.WriteMark("start");
    }

    /// <summary>The training problems, of which a share has its answer in the file.</summary>
    public string Prompts(double answeredShare) =>
        folders.DataFile(FormattableString.Invariant($"problems-{answeredShare * 100:0}-percent-answered.jsonl"));

    /// <summary>The held-out problems. They are the same for every seed, so that seeds can be compared.</summary>
    public IReadOnlyList<ChainProblem> HeldOut() => [.. plan.Task.Generate(SeedSequence.Derive(0, "held-out problems"), plan.HeldOut)];

    /// <summary>Labelled solutions for the reward model: balanced errors, and rollouts of the start policy labelled up to their first error.</summary>
    public void WriteRewardData(Lanes lanes, string policyFolder, int maxDecodeRows)
    {
        ChainJsonLines.WriteSteps(folders.DataFile("balanced.jsonl"), Corrupted("balanced", plan.BalancedSteps * plan.BalancedBatch), throughFirstError: false);
        ChainJsonLines.WriteSteps(folders.DataFile("mixed.jsonl"), Corrupted("mixed", plan.RewardMixed), throughFirstError: false);
        using var policy = Policy.Load(policyFolder);
        var generator = new LocalGenerator(policy.Decoder, lanes, policy.Tokenizer.EndOfSequence, maxDecodeRows);
        ChainJsonLines.WriteSteps(folders.DataFile("rollouts.jsonl"), Labelled(policy, generator, "labelled", plan.RewardRollouts), throughFirstError: true);
        ChainSolution[] validation = [.. Labelled(policy, generator, "validation", plan.HeldOut)];
        ChainJsonLines.WriteSteps(folders.DataFile("validation.jsonl"), validation, throughFirstError: true);
        ChainJsonLines.WriteProcessBench(folders.ProcessBench, validation.Select((solution, i) => ($"chain-{i}", solution)).Where(s => s.solution.Finished), "start policy");
        folders.WriteMark("reward-data");
    }

    private IEnumerable<Problem> Problems(double answeredShare)
    {
        ulong answered = Seed("answered");
        return plan.Task.Generate(Seed("problems"), plan.RlSteps * plan.RlPrompts).Select((problem, i) =>
        {
            Problem full = problem.ToProblem($"train-{i}");
            return SeedSequence.Uniform(answered, i) < answeredShare ? full : full with { Answer = null };
        });
    }

    private IEnumerable<ChainSolution> Corrupted(string name, int count)
    {
        ulong draws = Seed(name + " corruptions");
        return plan.Task.Generate(Seed(name + " problems"), count)
            .Select((problem, i) => Corruptor.Solve(problem, plan.Corruptor, SeedSequence.Derive(draws, (ulong)i)));
    }

    private IEnumerable<ChainSolution> Labelled(Policy policy, LocalGenerator generator, string name, int count)
    {
        ChainProblem[] problems = [.. plan.Task.Generate(Seed(name + " problems"), count)];
        var request = new GenerationRequest(
            [.. problems.Select((p, i) => new Prompt($"{name}-{i}", policy.Tokenizer.Encode(p.Prompt)))], 1, Seed(name + " samples"));
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, request, new SamplingOptions(plan.MaxTokens));
        return rollouts
            .Select((rollout, i) => ChainChecker.Check(problems[i], ResponseDecoding.TextOf(rollout, policy.Tokenizer), rollout.Finish == FinishReason.Stop))
            .Where(solution => solution.Steps.Count > 0);
    }

    /// <summary>The policy's shape.</summary>
    public static ModelConfig Shape { get; } = new()
    {
        VocabularySize = ChainTokenizer.VocabularySize,
        HiddenSize = 96,
        IntermediateSize = 384,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        MaxPositions = 256,
        RopeTheta = 100,
        TieWordEmbeddings = true,
    };

    private ulong Seed(string name) => SeedSequence.Derive(seed, name);
}
