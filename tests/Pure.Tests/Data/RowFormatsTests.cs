using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Data.Formats;
using Pure.Text;

namespace Pure.Tests.Data;

/// <summary>What each published format becomes.</summary>
public sealed class RowFormatsTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("pure-formats").FullName, "rows.jsonl");

    [Fact]
    public void Stepwise()
    {
        StepwiseSolution row = Solutions("""{"prompt":"p","completions":["a","b","c"],"labels":[true,0],"finished":false}""").Single();
        Assert.Equal(("p", false), (row.Prompt, row.Finished));
        Assert.Equal(["a", "b", "c"], row.Steps);
        Assert.Equal([true, false], row.Labels);
    }

    [Theory]
    [InlineData("""{"prompt":"p","completions":["a"],"labels":[true,true]}""", "2 labels for 1 completions")]
    [InlineData("""{"prompt":"p","completions":[],"labels":[]}""", "'completions' is empty")]
    [InlineData("""{"prompt":"p","completions":["a"],"labels":["yes"]}""", "neither true nor false")]
    [InlineData("""{"prompt":"p","completions":"a","labels":[true]}""", "'completions' is a text and not a list")]
    public void A_stepwise_row_that_is_not_sound_is_refused(string row, string expected) =>
        Assert.Contains(expected, Assert.Throws<PureException>(() => Solutions(row)).Message, StringComparison.Ordinal);

    [Fact]
    public void Math_Shepherd()
    {
        StepwiseSolution row = Solutions(new JsonObject
        {
            ["input"] = "How many are 2+1+1? Step 1: 2 + 1 = 3 ки\nStep 2: 3 + 1 = 5. The answer is: 5 ки",
            ["label"] = "How many are 2+1+1? Step 1: 2 + 1 = 3 +\nStep 2: 3 + 1 = 5. The answer is: 5 -",
            ["task"] = "GSM8K",
        }.ToJsonString()).Single();
        Assert.Equal("How many are 2+1+1?", row.Prompt);
        Assert.Equal(["Step 1: 2 + 1 = 3", "Step 2: 3 + 1 = 5. The answer is: 5"], row.Steps);
        Assert.Equal([true, false], row.Labels);
        Assert.True(row.Finished);
    }

    [Theory]
    [InlineData("Q? 2 ки", "Q? 2 +", "no 'Step 1:'")]
    [InlineData("Q? Step 1: 2", "Q? Step 1: 2", "no mark")]
    [InlineData("Q? Step 1: 2 ки", "Q? Step 1: 3 +", "in the places of the mark (step 1)")]
    [InlineData("Q? Step 1: 2 ки", "Q? Step 1: 2 ?", "in the places of the mark (step 1)")]
    public void A_Math_Shepherd_row_whose_texts_do_not_match_is_refused(string input, string label, string expected) =>
        Assert.Contains(expected, Assert.Throws<PureException>(() => Solutions(new JsonObject { ["input"] = input, ["label"] = label }.ToJsonString())).Message, StringComparison.Ordinal);

    // A session of phase 1: two candidates, a step that the labeller wrote, and an end without a choice.
    private const string Phase1 = """
        {"labeler":"x","generation":null,"is_quality_control_question":false,"is_initial_screening_question":false,
         "question":{"problem":"P","ground_truth_answer":"1"},
         "label":{"steps":[
           {"completions":[{"text":"a","rating":-1,"flagged":false},{"text":"a2","rating":0,"flagged":false}],"human_completion":null,"chosen_completion":1},
           {"completions":[{"text":"b","rating":-1,"flagged":false}],"human_completion":{"text":"h","rating":null},"chosen_completion":null},
           {"completions":[{"text":"c","rating":-1,"flagged":false},{"text":"c2","rating":1,"flagged":false}],"human_completion":null,"chosen_completion":null}],
          "total_time":1,"finish_reason":"found_error"}}
        """;

    [Theory]
    [InlineData(NeutralSteps.Good, true)]
    [InlineData(NeutralSteps.Bad, false)]
    public void PRM800K_takes_the_chosen_path_and_both_readings_of_neutral(NeutralSteps neutral, bool second)
    {
        StepwiseSolution row = Solutions(Line(Phase1), new DataOptions { NeutralSteps = neutral }).Single();
        Assert.Equal("P", row.Prompt);
        Assert.Equal(["a2", "h", "c"], row.Steps);
        Assert.Equal([second, true, false], row.Labels);
        Assert.False(row.Finished);
    }

    [Fact]
    public void PRM800K_alternatives_are_solutions_that_end_with_them()
    {
        IReadOnlyList<StepwiseSolution> rows = Solutions(Line(Phase1), new DataOptions { Alternatives = true });
        Assert.Equal(["a", "a2 b", "a2 h c2", "a2 h c"], rows.Select(r => string.Join(' ', r.Steps)));
        Assert.Equal([false, false, true, false], rows.Select(r => r.Labels[^1]));
    }

    [Theory]
    [InlineData("\"is_quality_control_question\":false", "\"is_quality_control_question\":true", "1 rows of quality control")]
    [InlineData("\"is_initial_screening_question\":false", "\"is_initial_screening_question\":true", "1 rows of the initial screening")]
    [InlineData("\"found_error\"", "\"give_up\"", "1 rows that ended in give_up")]
    [InlineData("\"found_error\"", "\"bad_problem\"", "1 rows that ended in bad_problem")]
    public void PRM800K_rows_that_are_no_training_data_are_counted(string find, string replace, string expected)
    {
        File.WriteAllText(_path, Line(Phase1) + "\n" + Line(Phase1.Replace(find, replace, StringComparison.Ordinal)));
        Dataset<StepwiseSolution> data = Dataset.Read(_path, RowFormats.Solutions, new DataOptions());
        Assert.Single(data.Rows);
        Assert.Equal($"2 rows as prm800k: 1 used, {expected}.", data.Report.Describe());
    }

    [Fact]
    public void PRM800K_steps_without_a_rating_end_the_solution_and_are_counted()
    {
        File.WriteAllText(_path, Line(Phase1.Replace("\"text\":\"a2\",\"rating\":0", "\"text\":\"a2\",\"rating\":1", StringComparison.Ordinal).Replace("\"text\":\"c\",\"rating\":-1", "\"text\":\"c\",\"rating\":null", StringComparison.Ordinal)));
        Dataset<StepwiseSolution> data = Dataset.Read(_path, RowFormats.Solutions, new DataOptions());
        Assert.Equal(["a2", "h"], data.Rows.Single().Steps);
        Assert.Equal(1, data.Report.LeftOut["solutions cut before a step without a rating"]);
    }

    [Fact]
    public void PRM800K_path_has_text_and_rating_of_each_step()
    {
        using JsonDocument row = JsonDocument.Parse(Phase1);
        Assert.Equal([("a2", 0), ("h", 1), ("c", -1)], Prm800kFormat.Path(row.RootElement.GetProperty("label")).Select(s => (s.Text, s.Rating!.Value)));
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"q"}],"answer":"1"}""", "user: q")]
    [InlineData("""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}""", "system: s, user: q")]
    [InlineData("""{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"r"}]}""", "user: q, assistant: a, user: r")]
    public void Conversations_are_problems_up_to_the_response(string row, string expected)
    {
        File.WriteAllText(_path, row);
        Problem problem = ProblemFile.ReadBare(_path, new DataOptions()).Rows.Single();
        Assert.Equal(expected, string.Join(", ", problem.Source!.Value.Messages.Select(m => $"{m.Role}: {m.Content}")));
        Assert.Equal("line-1", problem.Id);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"assistant","content":"a"}]}""", "has nothing before it")]
    [InlineData("""{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"assistant","content":"b"}]}""", "last two messages are the assistant's")]
    [InlineData("""{"messages":[]}""", "is empty")]
    public void A_conversation_without_a_question_is_refused(string row, string expected)
    {
        File.WriteAllText(_path, row);
        Assert.Contains(expected, Assert.Throws<PureException>(() => ProblemFile.ReadBare(_path, new DataOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verl_rows_are_problems()
    {
        ProblemRow row = Read(RowFormats.Problems, """{"data_source":"openai/gsm8k","prompt":[{"role":"user","content":"Q"}],"ability":"math","reward_model":{"style":"rule","ground_truth":"72"},"extra_info":{"split":"train","index":5}}""").Single();
        Assert.Equal(("openai/gsm8k/train/5", "72"), (row.Id, row.Answer));
        Assert.Equal([new ChatMessage("user", "Q")], row.Prompt);
    }

    [Fact]
    public void Preference_pairs_have_a_prompt_or_begin_alike()
    {
        PreferencePair texts = Read(RowFormats.Preferences, """{"prompt":"p","chosen":"good","rejected":"bad"}""").Single();
        Assert.Equal(("good", "bad"), (texts.Chosen, texts.Rejected));
        PreferencePair chats = Read(RowFormats.Preferences, """{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"bad"}]}""").Single();
        Assert.Equal([new ChatMessage("user", "q")], chats.Prompt);
        Assert.Equal(("good", "bad"), (chats.Chosen, chats.Rejected));
        Assert.Contains("differ in their last message only", Assert.Throws<PureException>(() => Read(RowFormats.Preferences,
            """{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"other"},{"role":"assistant","content":"bad"}]}""")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private static string Line(string json) => JsonNode.Parse(json)!.ToJsonString();

    private IReadOnlyList<StepwiseSolution> Solutions(string row, DataOptions? options = null) => Read(RowFormats.Solutions, row, options);

    private IReadOnlyList<T> Read<T>(IReadOnlyList<RowFormat<T>> formats, string rows, DataOptions? options = null)
    {
        File.WriteAllText(_path, rows);
        return Dataset.Read(_path, formats, options ?? new DataOptions()).Rows;
    }
}
