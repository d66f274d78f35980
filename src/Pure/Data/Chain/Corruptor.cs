namespace Pure.Data.Chain;

/// <summary>
/// Writes solutions with wrong steps of every kind, in known proportions: the first phase of a process reward model's
/// training. A policy's own responses do not do for that: nearly all their errors are alike, so a model trained on them
/// alone learns the likeness (off by one) and accepts every other error, which is what a policy under that reward then makes.
/// </summary>
public static class Corruptor
{
    private const string JunkCharacters = "0123456789+-*abcdefghijklmn=#s?.";
    private const int MaxJunkLength = 8;
    private const int MaxEmptySteps = 3;

    /// <summary>One solution; each step is labelled by the exact checker.</summary>
    /// <param name="problem">What to solve.</param>
    /// <param name="options">How often and in which ways steps are made wrong.</param>
    /// <param name="seed">Decides everything that is drawn.</param>
    public static ChainSolution Solve(ChainProblem problem, CorruptorOptions options, ulong seed)
    {
        options.Validate();
        var random = new SplitMix64(seed);
        var writer = new ChainWriter(problem);
        int stalledAt = -1;
        while (!writer.Answered)
        {
            Restate(writer, options, random);
            // A corruption that leaves the same operation due is followed by that operation done right, so that every solution ends.
            bool corrupts = random.Chance(options.Rate) && writer.Position != stalledAt;
            int position = writer.Position;
            if (corrupts && Draw(writer, options, random) is { } kind)
            {
                Corrupt(kind, writer, options, random);
                stalledAt = position;
            }
            else if (writer.Due is { } due)
                writer.Operation(due, due.Apply(writer.Value, problem.Modulus));
            else
                writer.Answer(writer.Value);
        }

        return writer.Solution();
    }

    private static void Restate(ChainWriter writer, CorruptorOptions options, SplitMix64 random)
    {
        while (random.Chance(options.Restate))
        {
            bool corrupts = random.Chance(options.Rate);
            writer.Restatement(corrupts ? OtherThan(writer.Value, writer.Problem.Modulus, random) : writer.Value);
        }
    }

    /// <summary>A kind that is possible here, drawn by weight; null when the weights leave none.</summary>
    private static Corruption? Draw(ChainWriter writer, CorruptorOptions options, SplitMix64 random)
    {
        IReadOnlyDictionary<Corruption, double> weights = writer.Due is null ? options.AnswerWeights : options.OperationWeights;
        // By the order of the enumeration, not of the dictionary, so that the same options always give the same data.
        (Corruption Kind, double Weight)[] possible =
            [.. Enum.GetValues<Corruption>().Where(kind => IsPossible(kind, writer)).Select(kind => (kind, weights.GetValueOrDefault(kind)))];
        double mark = random.NextDouble() * possible.Sum(entry => entry.Weight);
        foreach ((Corruption kind, double weight) in possible)
        {
            if (mark < weight) return kind;
            mark -= weight;
        }

        return null;
    }

    private static bool IsPossible(Corruption kind, ChainWriter writer) => kind switch
    {
        Corruption.SkippedOperation => writer.Position + 1 < writer.Problem.Operations.Count,
        Corruption.RepeatedOperation => writer.Position > 0,
        Corruption.WrongOperand => writer.Due is { } due && ChainOperation.OperandCount(due.Symbol, writer.Problem.Modulus) > 1,
        _ => true,
    };

    private static void Corrupt(Corruption kind, ChainWriter writer, CorruptorOptions options, SplitMix64 random)
    {
        ChainProblem problem = writer.Problem;
        ChainOperation due = writer.Due ?? default;
        switch (kind)
        {
            case Corruption.RandomResult:
                writer.Operation(due, OtherThan(due.Apply(writer.Value, problem.Modulus), problem.Modulus, random));
                break;
            case Corruption.Slip:
                writer.Operation(due, Demonstrator.SlipResult(due, writer.Value, problem.Modulus, options.ForgetCarry, random));
                break;
            case Corruption.WrongOperand or Corruption.WrongOperation:
                ChainOperation miscopied = Miscopy(kind, due, problem.Modulus, random);
                writer.Operation(miscopied, miscopied.Apply(writer.Value, problem.Modulus));
                break;
            case Corruption.SkippedOperation or Corruption.RepeatedOperation:
                ChainOperation other = problem.Operations[writer.Position + (kind == Corruption.SkippedOperation ? 1 : -1)];
                writer.Operation(other, other.Apply(writer.Value, problem.Modulus));
                break;
            case Corruption.WrongAnswer:
                writer.Answer(OtherThan(writer.Value, problem.Modulus, random));
                break;
            case Corruption.PrematureAnswer:
                writer.Answer(writer.Value);
                break;
            case Corruption.AfterAnswer:
                writer.Answer(writer.Value);
                WriteAfterAnswer(writer, random);
                break;
            case Corruption.EmptyStep:
                for (int lines = 1 + random.Next(MaxEmptySteps); lines > 0; lines--) writer.Line("");
                break;
            default:
                writer.Line(Junk(random));
                break;
        }
    }

    private static ChainOperation Miscopy(Corruption kind, ChainOperation due, int modulus, SplitMix64 random)
    {
        ChainOperation copy = due;
        while (copy == due)
        {
            copy = kind == Corruption.WrongOperand
                ? due with { Operand = ChainOperation.DrawOperand(due.Symbol, modulus, random) }
                : due with { Symbol = "+-*"[random.Next(3)] };
        }

        return copy;
    }

    private static void WriteAfterAnswer(ChainWriter writer, SplitMix64 random)
    {
        switch (random.Next(3))
        {
            case 0:
                writer.Answer(writer.Value);
                break;
            case 1:
                writer.Restatement(writer.Value);
                break;
            default:
                writer.Line("");
                break;
        }
    }

    // Most lines of random characters are malformed; one that happens to have a form is left out, so that junk is just that.
    private static string Junk(SplitMix64 random)
    {
        while (true)
        {
            char[] characters = new char[1 + random.Next(MaxJunkLength)];
            for (int i = 0; i < characters.Length; i++) characters[i] = JunkCharacters[random.Next(JunkCharacters.Length)];
            string text = new(characters);
            if (ChainState.KindOf(text) == ChainStepKind.Other) return text;
        }
    }

    private static int OtherThan(int value, int modulus, SplitMix64 random) => (value + 1 + random.Next(modulus - 1)) % modulus;
}
