namespace Pure.Data.Chain;

/// <summary>
/// An imperfect student who writes the demonstrations that a policy imitates before RL. It knows the procedure and slips in
/// the arithmetic, mostly where something is carried, so the policy starts with something left to learn and with errors
/// that look right. Continues from its own wrong values, as the policy will.
/// </summary>
public static class Demonstrator
{
    /// <summary>One demonstration.</summary>
    /// <param name="problem">What to solve.</param>
    /// <param name="options">How often it slips, skips and restates.</param>
    /// <param name="seed">Decides everything that is drawn.</param>
    public static ChainSolution Solve(ChainProblem problem, DemonstratorOptions options, ulong seed)
    {
        options.Validate();
        var random = new SplitMix64(seed);
        var writer = new ChainWriter(problem);
        for (int k = 0; k < problem.Operations.Count; k++)
        {
            Restate(writer, options, random);
            if (random.Chance(options.StopEarly)) break;
            if (random.Chance(options.Skip)) continue;
            ChainOperation operation = problem.Operations[k];
            bool slips = random.Chance(SlipProbability(operation, writer.Value, problem.Modulus, options));
            int result = slips
                ? SlipResult(operation, writer.Value, problem.Modulus, options.ForgetCarry, random)
                : operation.Apply(writer.Value, problem.Modulus);
            writer.Operation(operation, result);
        }

        Restate(writer, options, random);
        writer.Answer(writer.Value);
        return writer.Solution();
    }

    /// <summary>A wrong result of the kind that this student gives.</summary>
    internal static int SlipResult(ChainOperation operation, int value, int modulus, double forgetCarry, SplitMix64 random)
    {
        bool forgets = random.Chance(forgetCarry);
        int offByOne = random.Next(2) == 0 ? 1 : modulus - 1;
        return forgets && operation.Carries(value, modulus)
            ? operation.ApplyForgettingCarry(value, modulus)
            : (operation.Apply(value, modulus) + offByOne) % modulus;
    }

    private static double SlipProbability(ChainOperation operation, int value, int modulus, DemonstratorOptions options) =>
        !operation.Carries(value, modulus) ? options.Slip
            : operation.Symbol == '*' ? options.SlipWithProduct : options.SlipWithCarry;

    private static void Restate(ChainWriter writer, DemonstratorOptions options, SplitMix64 random)
    {
        while (random.Chance(options.Restate)) writer.Restatement(writer.Value);
    }
}
