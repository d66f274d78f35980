using Pure.Answers;
using Pure.Evaluation.Benchmarks;

namespace Pure.Tests.Evaluation;

public sealed class EvaluationFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pure-evaluation-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Verdicts_made_again_take_the_place_of_the_old_ones()
    {
        EvaluationFolder folder = EvaluationFolder.Open(_folder, new EvaluationSettings { Policy = "p" });
        folder.Add([Of("1", AnswerVerdict.NotEqual), Of("2", AnswerVerdict.NotEqual)]);

        folder.Replace([Of("1", AnswerVerdict.Equal), Of("2", AnswerVerdict.NotEqual)]);

        Assert.Equal([true, false], folder.Records.Values.Select(record => record.Greedy!.IsRight));
        Assert.Equal([true, false], EvaluationFolder.Read(_folder).Records.Values.Select(record => record.Greedy!.IsRight));
        Assert.Equal(2, File.ReadAllLines(Records).Length);
        folder.Add([Of("3", AnswerVerdict.Equal)]);
        Assert.Equal(["1", "2", "3"], EvaluationFolder.Read(_folder).Records.Keys.Select(key => key.Id));
    }

    [Fact]
    public void Settings_made_again_are_those_that_the_folder_goes_on_with()
    {
        var settings = new EvaluationSettings { Policy = "p", Samples = 2 };
        EvaluationFolder folder = EvaluationFolder.Open(_folder, settings);
        folder.WriteSettings(settings with { Samples = 3 });
        Assert.Equal(3, folder.Settings().Samples);
        Assert.Empty(EvaluationFolder.Open(_folder, settings with { Samples = 3 }).Records);
    }

    [Fact]
    public void A_broken_line_is_named()
    {
        EvaluationFolder.Open(_folder, new EvaluationSettings()).Add([Of("1", AnswerVerdict.Equal)]);
        File.AppendAllText(Records, "{\n");
        Assert.Contains("line 2", Assert.Throws<PureException>(() => EvaluationFolder.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_an_evaluation_is_read_and_only_an_empty_folder_is_taken()
    {
        Directory.CreateDirectory(_folder);
        Assert.Throws<PureException>(() => EvaluationFolder.Read(_folder));
        string other = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(other, "");
        Assert.Throws<PureException>(() => EvaluationFolder.Open(_folder, new EvaluationSettings()));
        Assert.Throws<PureException>(() => EvaluationFolder.Open(_folder, new EvaluationSettings(), overwrite: true));
        Assert.True(File.Exists(other));
    }

    private string Records => Path.Combine(_folder, "records.jsonl");

    private static ProblemRecord Of(string id, AnswerVerdict verdict) => new("b", id, "7", new EvaluatedResponse("7", 3, true, "7", verdict, "", []), []);
}
