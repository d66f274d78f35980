// Mutation testing without a build for each mutant: one instruction of the compiled library is changed, and the compiled tests run on it.
//
//     dotnet build -c Release && dotnet run -c Release --no-build --project bench/Pure.Mutation -- Pure.Answers 100 1 -namespace Pure.Tests.Answers
//
// Arguments: the namespace whose methods are changed (those below it count), how many changes are drawn (0 lists all places), the seed, and the arguments of the
// test program. A change is killed when a test fails, or when the tests take three times the processor time that they take without it, which is counted by itself. Survivors are
// listed with their line: each is either code that no test holds, or a change that makes no difference.
//
// Only what the source says is changed. Instructions without a line in the portable symbols (hidden sequence points) are left out, and so is what the
// compiler made on a line of the source: the search for the label of a switch over strings by length, character or hash before the text is compared, the states of iterators and
// asynchronous methods, members of records, caches of delegates, positions in collections, null checks before Dispose (CompilerCode.cs).
using System.Globalization;
using Pure.Mutation;

if (args.Length < 4)
{
    Console.Error.WriteLine("Give a namespace, a number of mutants, a seed, and the arguments of the test program.");
    return 2;
}

string root = Directory.GetCurrentDirectory(), tests = Path.Combine(root, "tests", "Pure.Tests", "bin", "Release", "net10.0", "linux-x64");
int count = int.Parse(args[1], CultureInfo.InvariantCulture), seed = int.Parse(args[2], CultureInfo.InvariantCulture);
IReadOnlyList<MutationPoint> all = MutationPoint.In(Path.Combine(tests, "Pure.dll"), args[0]);
if (count == 0)
{
    foreach (MutationPoint point in all) Console.WriteLine(point.Describe(root));
    Console.WriteLine($"{all.Count} places in {args[0]}");
    return 0;
}

using var bench = new TestBench(tests, args[3..]);
if (bench.Run() != TestOutcome.Passed)
{
    Console.Error.WriteLine("The tests fail without any change. Run them by themselves first.");
    return 1;
}

Console.WriteLine($"tests without a change: {bench.Usual.TotalSeconds:0.0} s of processor time");
int failed = 0, timedOut = 0, done = 0;
foreach (MutationPoint point in Draw.Some(all, count, seed))
{
    point.Write(Path.Combine(tests, "Pure.dll"), bench.Library);
    TestOutcome outcome = bench.Run();
    done++;
    if (outcome == TestOutcome.Failed) failed++;
    else if (outcome == TestOutcome.TimedOut) timedOut++;
    if (done % 10 == 0) Console.WriteLine($"{done} done, {failed + timedOut} killed, {timedOut} of them by time");
    if (outcome != TestOutcome.Failed) Console.WriteLine($"{(outcome == TestOutcome.Passed ? "survived" : "timed out")}: {point.Describe(root)}");
}

int killed = failed + timedOut;
Console.WriteLine($"{killed} of {done} killed ({100.0 * killed / Math.Max(1, done):0.0}%), {timedOut} of them by time; drawn with seed {seed} from {all.Count} places in {args[0]}");
return 0;
