// One `pure search`: each method at each n over all problems. Best-of-n is sampled once with the largest n; smaller n are its first
// candidates, so that the curve is one of nested sets.
using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Answers;
using Pure.Cli.Console;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Search;
using Pure.Text;
using Pure.Training;

namespace Pure.Cli.Inference;

/// <summary>Searches and counts.</summary>
/// <param name="session">The models.</param>
/// <param name="judge">Grades answers.</param>
/// <param name="problems">Problems with answers.</param>
/// <param name="template">The prompt.</param>
/// <param name="chunk">Rows that are sampled together.</param>
internal sealed class SearchRun(InferenceSession session, AnswerJudge judge, IReadOnlyList<Problem> problems, BenchmarkPrompt template, int chunk)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs one method.</summary>
    /// <param name="options">Method and sizes; the candidates are the largest n.</param>
    /// <param name="sizes">The n to count at; for beam search and DVTS the one of the options.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="keep">Takes a line for each problem; <see langword="null"/> keeps none.</param>
    /// <param name="cancel">Stops between tokens.</param>
    public IReadOnlyList<SearchCounts> Run(SearchOptions options, IReadOnlyList<int> sizes, ProgressDisplay progress, Stream? keep, CancellationToken cancel)
    {
        SearchCounts[] counts = [.. sizes.Select(n => new SearchCounts(options.Method, n, options.Aggregation))];
        var search = new TestTimeSearch(session.Generator!, session.Scorer!, options);
        string phase = $"{Name(options.Method)} n={options.Candidates}";
        int done = 0;
        foreach (Problem[] some in problems.Chunk(Math.Max(1, chunk / options.Candidates)))
        {
            cancel.ThrowIfCancellationRequested();
            Prompt[] prompts = [.. some.Select(p => new Prompt(p.Id, template.Encode(session.Tokenizer, p)))];
            IReadOnlyList<SearchResult> results = search.Run(prompts, null, cancel);
            for (int i = 0; i < some.Length; i++)
            {
                (string Text, string? Answer, bool Right)[] read = Count(some[i], results[i], counts, judge, session.Tokenizer);
                if (keep is not null) Keep(keep, some[i], results[i], options, read);
            }

            progress.Report(new RunProgress(phase, done += some.Length, problems.Count));
        }

        return counts;
    }

    /// <summary>The name of a method for people.</summary>
    public static string Name(SearchMethod method) => method switch { SearchMethod.BestOfN => "best-of-n", SearchMethod.Beam => "beam search", _ => "DVTS" };

    /// <summary>Takes up one problem's result.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="result">What was found.</param>
    /// <param name="counts">Of one method; best-of-n is counted at several n.</param>
    /// <param name="judge">Grades answers.</param>
    /// <param name="tokenizer">Of the policy.</param>
    /// <returns>Text, answer and verdict of each candidate.</returns>
    public static (string Text, string? Answer, bool Right)[] Count(Problem problem, SearchResult result, IReadOnlyList<SearchCounts> counts, AnswerJudge judge, Tokenizer tokenizer)
    {
        string[] texts = [.. result.Candidates.Select(c => ResponseDecoding.TextOf(c.Rollout, tokenizer))];
        GradeResult[] grades = [.. result.Candidates.Select((c, i) => judge.Grade(texts[i], c.Rollout.Finish == FinishReason.Stop, problem.Answer!))];
        string?[] answers = [.. grades.Select(g => g.Extracted)];
        bool[] right = [.. grades.Select(g => g.Verdict == AnswerVerdict.Equal)];
        foreach (SearchCounts count in counts)
        {
            bool nested = count.Method == SearchMethod.BestOfN;
            Candidate[] some = [.. result.Candidates.Take(nested ? count.N : result.Candidates.Count)];
            long own = some.Sum(c => (long)c.Rollout.ResponseIds.Length);
            count.Add(some, answers, right, nested ? (own, own) : (result.GeneratedTokens, result.ScoredTokens));
        }

        return [.. texts.Select((text, i) => (text, answers[i], right[i]))];
    }

    private static void Keep(Stream stream, Problem problem, SearchResult result, SearchOptions options, (string Text, string? Answer, bool Right)[] read)
    {
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", problem.Id);
            json.WriteString("method", Credit.OptionName.Snake(options.Method));
            json.WriteNumber("n", options.Candidates);
            json.WriteString("gold", problem.Answer);
            if (result.Chosen is { } chosen) json.WriteNumber("chosen", chosen);
            else json.WriteNull("chosen");
            json.WriteNumber("generated_tokens", result.GeneratedTokens);
            json.WriteNumber("scored_tokens", result.ScoredTokens);
            json.WriteStartArray("candidates");
            for (int i = 0; i < read.Length; i++) Candidate(json, result.Candidates[i], read[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void Candidate(Utf8JsonWriter json, Candidate candidate, (string Text, string? Answer, bool Right) read)
    {
        json.WriteStartObject();
        json.WriteString("response", read.Text);
        json.WriteBoolean("complete", candidate.IsComplete);
        json.WriteString("answer", read.Answer);
        json.WriteBoolean("correct", read.Right);
        if (double.IsFinite(candidate.Score)) json.WriteNumber("score", candidate.Score);
        json.WriteStartArray("step_scores");
        foreach (double score in candidate.StepScores) json.WriteNumberValue(score);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
