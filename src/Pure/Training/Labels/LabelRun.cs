// A labelling run: batches of problems, each sampled, completed, counted and appended to the counts file before the next begins.
// A run that was stopped goes on behind the last complete batch, and gives the same file as one that was not.
using System.Text;
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Rewards;
using Pure.Rewards.Labels;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Tensors;

namespace Pure.Training.Labels;

/// <summary>Makes a file of Monte Carlo counts.</summary>
public static class LabelRun
{
    /// <summary>Least problems in one batch: enough prefixes to keep decoding batches full, few enough to lose little when stopped.</summary>
    private const int ProblemsPerBatch = 32;

    /// <summary>Makes or completes the counts.</summary>
    /// <param name="settings">What is sampled.</param>
    /// <param name="counts">File that is made or gone on with.</param>
    /// <param name="compute">Where it computes and with what numbers, and how many responses are decoded together in one lane.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancel">Stops; the unfinished batch is sampled again next time.</param>
    /// <returns>What was sampled and left out.</returns>
    /// <exception cref="PureException">Policy, problems or an existing file do not fit.</exception>
    public static MonteCarloStatistics Make(LabelSettings settings, string counts, (Lanes Lanes, int MaxDecodeRows, Placement? Where) compute, Action<RunProgress>? progress, CancellationToken cancel)
    {
        IReadOnlyList<Problem> problems = ProblemFile.Read(settings.Problems, PromptTemplate.Of(settings.PromptTemplate, settings.Policy, settings.ChatTemplateKwargs is { } json ? JsonNode.Parse(json)!.AsObject() : null), new DataOptions()).Rows;
        var done = LabelProgress.Of(counts, settings);
        using var policy = Policy.Load(settings.Policy, compute.Where);
        var generator = new LocalGenerator(policy.Decoder, compute.Lanes, policy.Tokenizer.EndOfSequence, compute.MaxDecodeRows);
        using FileStream file = Open(counts, done.Bytes);
        var rate = new RateMeter();
        int size = Math.Max(ProblemsPerBatch, compute.Lanes.Count * compute.MaxDecodeRows / settings.Sampling.Solutions);  // their solutions fill every place
        for (int start = done.ProblemsDone; start < problems.Count; start += size)
        {
            cancel.ThrowIfCancellationRequested();
            var labeller = new MonteCarloLabeller(
                (request, sampling) => generator.Generate(policy.Weights, request, sampling, cancel),
                policy.Tokenizer, new AnswerReward(settings.AnswerMarker), settings.StepSeparator, settings.Sampling);
            Problem[] batch = [.. problems.Skip(start).Take(size)];
            Append(file, string.Concat(labeller.Label(batch).Select(solution => solution.ToJson() + "\n")));
            done = done with { ProblemsDone = start + batch.Length, Bytes = file.Position, Statistics = done.Statistics.Plus(labeller.Statistics) };
            done.Save(counts);
            progress?.Invoke(new RunProgress("label", done.ProblemsDone, problems.Count, rate.Add(labeller.Statistics.Tokens), $"{done.Statistics.Prefixes} prefixes, {done.Statistics.Correct} of {done.Statistics.Solutions} solutions right"));
        }

        return done.Statistics;
    }

    private static void Append(FileStream file, string lines)
    {
        try
        {
            file.Write(Encoding.UTF8.GetBytes(lines));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(file.Name, e, "The counts of earlier batches are kept.");
        }
    }

    /// <summary>The counts file, cut to what is complete.</summary>
    private static FileStream Open(string counts, long bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(counts))!);
            var file = new FileStream(counts, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            if (file.Length < bytes) throw new PureException($"'{counts}' is shorter than its progress file says ({file.Length} bytes of {bytes}). Delete both to begin again.");
            file.SetLength(bytes);
            file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"'{counts}' cannot be written: {e.Message} Give a path that can be written.", e);
        }
    }
}
