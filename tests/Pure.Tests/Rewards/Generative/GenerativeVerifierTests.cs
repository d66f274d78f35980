using Pure.Data;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Generative;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;

namespace Pure.Tests.Rewards.Generative;

/// <summary>The verifier on a small model that has learned to verify one-step problems.</summary>
public sealed class GenerativeVerifierTests(GenerativeVerifierTests.Trained trained) : IClassFixture<GenerativeVerifierTests.Trained>
{
    [Fact]
    public void It_agrees_with_the_labels_it_learned()
    {
        (ChainSolution Solution, bool Right)[] cases = [.. trained.Solutions.Take(64).Select(s => (s, s.FirstError < 0))];
        IReadOnlyList<Verification> results = trained.Verify(new VerifierOptions { Temperature = 0, MaxCompletionLength = 40 }, [.. cases.Select(c => c.Solution)]);
        double agreement = cases.Zip(results).Average(pair => pair.Second.Score > 0.5 == pair.First.Right ? 1.0 : 0.0);
        Assert.True(agreement >= 0.95, $"agreement {agreement:P0}");
        double steps = cases.Zip(results).Average(pair => pair.Second.FirstError(pair.First.Solution.Steps.Count) == pair.First.Solution.FirstError ? 1.0 : 0.0);
        Assert.True(steps >= 0.9, $"first errors {steps:P0}");
    }

    [Fact]
    public void Parallel_chains_are_averaged_and_rounds_are_one_chain()
    {
        ChainSolution[] some = [.. trained.Solutions.Take(5)];
        IReadOnlyList<Verification> parallel = trained.Verify(new VerifierOptions { Chains = 3, Temperature = 1, MaxCompletionLength = 20 }, some);
        foreach (Verification verification in parallel)
        {
            Assert.Equal(3, verification.Chains.Count);
            Assert.Equal(verification.Chains.Average(c => c.Score!.Value), verification.Score!.Value, 1e-12);
        }

        using LocalLanguageModel model = trained.Open();
        VerificationFormat twice = VerificationFormat.Chain with { Rounds = ["s"] };
        Verification rounds = new GenerativeVerifier(model, trained.Tokenizer, twice, new VerifierOptions { Rounds = 2, Temperature = 0, MaxCompletionLength = 20 }).Verify([Trained.Texts(some[0])])[0];
        Assert.Contains('s', Assert.Single(rounds.Chains).Text);
        Assert.Throws<PureException>(() => trained.Verify(new VerifierOptions { Rounds = 2, Chains = 2 }, some));
    }

    [Fact]
    public void What_does_not_fit_the_model_is_missing_and_not_a_number()
    {
        Verification verification = trained.Verify(new VerifierOptions { MaxCompletionLength = 1000 }, [trained.Solutions[0]])[0];
        Assert.Null(verification.Score);
        Assert.Equal(1, verification.Missing);
        using var model = new GenerativeRewardModel(_ => trained.Open(), trained.Tokenizer, trained.Tokenizer, "\n", new GenerativeSetup(VerificationFormat.Chain, new VerifierOptions { MaxCompletionLength = 1000 }, GenerativeReads.Solution));
        (Rollout rollout, Steps steps) = trained.Rollout(trained.Solutions[0]);
        ResponseReward reward = model.Score([rollout], [steps], trained.Options)[0];
        Assert.True(reward.IsMissing);
        Assert.Contains("decision", reward.Reason!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GenerativeReads.Chain)]
    [InlineData(GenerativeReads.Solution)]
    [InlineData(GenerativeReads.Prefixes)]
    public void Rewards_are_in_range_and_lower_from_the_first_wrong_step_on(GenerativeReads reads)
    {
        ChainSolution right = trained.Solutions.First(s => s.FirstError < 0), wrong = trained.Solutions.First(s => s.FirstError == 0);
        using var model = new GenerativeRewardModel(_ => trained.Open(), trained.Tokenizer, trained.Tokenizer, "\n", new GenerativeSetup(VerificationFormat.Chain, new VerifierOptions { Temperature = 0, MaxCompletionLength = 30 }, reads));
        (Rollout Rollout, Steps Steps)[] inputs = [trained.Rollout(right), trained.Rollout(wrong)];
        IReadOnlyList<ResponseReward> rewards = model.Score([.. inputs.Select(i => i.Rollout)], [.. inputs.Select(i => i.Steps)], trained.Options);
        Assert.All(rewards, r => Assert.All(r.Steps, value => Assert.InRange(value, -1, 1)));
        Assert.Equal(right.Steps.Count, rewards[0].Steps.Length);
        Assert.True(rewards[0].Steps[^1] > rewards[1].Steps[^1]);
    }

    [Fact]
    public void A_chain_that_ends_in_the_middle_of_a_token_keeps_the_text_before_it()
    {
        // Multi-character tokens: the stop text begins inside one.
        Tokenizer tokenizer = Pure.Tests.Text.ToyTokenizers.Load(Pure.Tests.Text.ToyTokenizers.Trained());
        int[] ids = tokenizer.Encode("fine Is the solution correct? more");
        using var model = new Scripted(ids, tokenizer);
        Verification verification = new GenerativeVerifier(model, tokenizer, VerificationFormat.ThinkPrm, new VerifierOptions()).Verify([("p", ["s"])])[0];
        Assert.Equal("fine ", verification.Chains[0].Text);
    }

    /// <summary>Trains once for all tests of the class.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly ChainFolder _folder = new();
        private readonly Lanes _lanes = new(1, 1);
        private readonly Policy _policy;

        public Trained()
        {
            Tokenizer = _folder.Tokenizer;
            Options = new ScoringOptions(_lanes, 2048);
            _policy = Policy.Load(_folder.Path);
            var task = new ChainTask { Operations = 1, MultiplyProbability = 0, Modulus = 3 };
            Solutions = [.. task.Generate(7, 400).Select((problem, i) => Corruptor.Solve(problem, new CorruptorOptions { Rate = 0.3, Restate = 0, OperationWeights = new Dictionary<Corruption, double> { [Corruption.RandomResult] = 1 }, AnswerWeights = new Dictionary<Corruption, double> { [Corruption.WrongAnswer] = 1 } }, (ulong)i))];
            TokenSequence[] rows = [.. Solutions.Select(s => Imitation.Sequence(new Demonstration(ChainVerification.Prompt(s), ChainVerification.Of(s).Completion), Tokenizer, PromptTemplate.Bare))];
            using var update = new WeightUpdate(_policy.Weights, _ => true, new Pure.Config.SftOptions { LearningRate = 3e-3 });
            for (int step = 0; step < 250; step++) Imitation.Step(_policy.Decoder, update, [.. BatchOrder.Of(1, rows.Length, 32, step).Select(i => rows[i])], Options, 3e-3);
        }

        public Tokenizer Tokenizer { get; }

        public ScoringOptions Options { get; }

        public ChainSolution[] Solutions { get; }

        public LocalLanguageModel Open() => new(_policy.Config, _policy.Weights.Clone(), Tokenizer, Options, 64);

        public IReadOnlyList<Verification> Verify(VerifierOptions options, ChainSolution[] solutions)
        {
            using LocalLanguageModel model = Open();
            return new GenerativeVerifier(model, Tokenizer, VerificationFormat.Chain, options).Verify([.. solutions.Select(Texts)]);
        }

        public static (string Problem, IReadOnlyList<string> Steps) Texts(ChainSolution solution) => (solution.Problem.Prompt, [.. solution.Steps.Select(s => s.Text)]);

        public (Rollout Rollout, Steps Steps) Rollout(ChainSolution solution)
        {
            int[] ids = [.. Tokenizer.Encode(solution.Text), Tokenizer.EndOfSequence];
            return (new Rollout("p", 0, Tokenizer.Encode(solution.Problem.Prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0), Steps.Of(ids, Tokenizer.IdsEndingWith("\n")));
        }

        public void Dispose()
        {
            _policy.Dispose();
            _lanes.Dispose();
            _folder.Dispose();
        }
    }

    /// <summary>Always writes the same tokens.</summary>
    private sealed class Scripted(int[] ids, Tokenizer tokenizer) : ILanguageModel
    {
        public string Failures => "";

        public IReadOnlyList<Rollout?> Continue(IReadOnlyList<Prompt> prompts, SamplingOptions options, ulong seed) =>
            [.. prompts.Select(p => new Rollout(p.ProblemId, 0, p.Ids, ids, new float[ids.Length], FinishReason.Length, 0, seed))];

        public IReadOnlyList<double?> LogProbabilities(IReadOnlyList<TokenSequence> sequences) => [.. sequences.Select(s => (double?)-s.Targets)];

        public void Dispose() => GC.KeepAlive(tokenizer);
    }
}
