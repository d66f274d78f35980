using System.ComponentModel.DataAnnotations;
using Pure.Config;

namespace Pure.Tests.Config;

public sealed class ConfigFileTests
{
    [Fact]
    public void Every_kind_of_key_is_read()
    {
        SampleConfig config = Parse("""
            output_dir: runs/x     # relative to the current directory
            seed: 18446744073709551615
            max_steps: 1e3
            optimizer:
              learning_rate: 1e-6
              betas: [0.9, .95]
              max_grad_norm: 1
            lora: {rank: 4}
            credit_assignment: pure-verl
            phases:
              - data: a.jsonl
              - data: /b.jsonl
                epochs: 3
                optimizer: {learning_rate: 1e-3}
            step_separator: "\n"
            run_name: no
            top_p: [1, 0.5]
            dtype: bfloat16
            max_tokens: 9007199254740993
            shuffle: false
            """);
        Assert.Equal(Path.GetFullPath("runs/x"), config.OutputDir);
        Assert.Equal(ulong.MaxValue, config.Seed);
        Assert.Equal(1000, config.MaxSteps);
        Assert.Equal(1e-6, config.Optimizer.LearningRate);
        Assert.Equal([0.9, 0.95], config.Optimizer.Betas);
        Assert.Equal(1.0, config.Optimizer.MaxGradNorm);
        Assert.Equal(4, config.Lora!.Rank);
        Assert.Equal(SampleCredit.PureVerl, config.CreditAssignment);
        Assert.Equal($"{Path.GetFullPath("a.jsonl")} /b.jsonl", string.Join(" ", config.Phases.Select(phase => phase.Data)));
        Assert.Equal([1, 3], config.Phases.Select(phase => phase.Epochs));
        Assert.Equal([1e-6, 1e-3], config.Phases.Select(phase => phase.Optimizer.LearningRate));
        Assert.Equal("\n", config.StepSeparator);
        Assert.Equal("no", config.RunName);
        Assert.Equal([1, 0.5], config.TopP);
        Assert.Equal(9007199254740993, config.MaxTokens);
        Assert.False(config.Shuffle);
        Assert.Equal(8, config.NumGenerations);
    }

    [Fact]
    public void What_is_not_given_keeps_the_default_of_the_outer_record()
    {
        SampleConfig config = Parse("output_dir: x\noptimizer:\n  betas: [0.8, 0.9]\nlora:\n");
        Assert.Equal(5e-5, config.Optimizer.LearningRate);
        Assert.Null(config.Lora);
        Assert.Equal("\n\n", config.StepSeparator);

        // A section whose keys are all commented out keeps its defaults, and no default is ever changed by a reading.
        SampleConfig empty = Parse("output_dir: x\noptimizer:\n  # betas: [0.8, 0.9]\n");
        Assert.Equal([0.9, 0.999], empty.Optimizer.Betas);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("off")]
    [InlineData("true")]
    [InlineData("1e-6")]
    [InlineData("010")]
    [InlineData("12:30")]
    [InlineData("2020-01-01")]
    public void A_plain_word_for_a_text_key_is_that_text(string word) => Assert.Equal(word, Parse($"output_dir: x\nrun_name: {word}\n").RunName);

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void Null_is_for_nullable_keys(string word)
    {
        Assert.Null(Parse($"output_dir: x\nmax_tokens: {word}\nrun_name: {word}\n").MaxTokens);
        Assert.Equal("null", Parse("output_dir: x\nrun_name: 'null'\n").RunName);
        Assert.Contains("step_separator: has no value; it takes a text.", Refused($"output_dir: x\nstep_separator: {word}\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e-6", 1e-6)]
    [InlineData("1e6", 1e6)]
    [InlineData("1E+2", 100)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-3", -3)]
    [InlineData(".inf", double.PositiveInfinity)]
    public void Numbers_bind_in_every_form_people_write(string text, double expected) =>
        Assert.Equal(expected, Parse($"output_dir: x\noptimizer: {{max_grad_norm: {text}}}\n").Optimizer.MaxGradNorm);

    [Theory]
    [InlineData("optimizer: {max_grad_norm: '1'}", "optimizer.max_grad_norm: \"1\" is a text because of its quotes, and this key takes a number. Remove the quotes.")]
    [InlineData("optimizer: {max_grad_norm: fast}", "optimizer.max_grad_norm: 'fast' is not a number.")]
    [InlineData("optimizer: {max_grad_norm: .nan}", "optimizer.max_grad_norm: the value must be a number, and .nan is none.")]
    [InlineData("optimizer: {max_grad_norm: NaN}", "'NaN' is not a number.")]
    [InlineData("optimizer: {max_grad_norm: 1e999}", "'1e999' is too large")]
    [InlineData("optimizer: {max_grad_norm: 1_000}", "'1_000' is not a number. Write digits without separators")]
    [InlineData("optimizer: {learning_rate: 0}", "optimizer.learning_rate: 0 is out of range; it must be above 0 and at most 1.")]
    [InlineData("optimizer: {learning_rate: [1]}", "optimizer.learning_rate: takes a number, not a list.")]
    [InlineData("optimizer: 3", "optimizer: is a section and takes 'key: value' lines, not a single value.")]
    [InlineData("max_steps: 0", "max_steps: 0 is out of range; it must be at least 1.")]
    [InlineData("max_steps: 1.5", "max_steps: 1.5 is not a whole number.")]
    [InlineData("max_steps: 010", "max_steps: '010' begins with a zero")]
    [InlineData("max_steps: 3000000000", "max_steps: 3000000000 does not fit; it must be from -2147483648 to 2147483647.")]
    [InlineData("seed: -1", "seed: -1 does not fit; it must be from 0 to 18446744073709551615.")]
    [InlineData("shuffle: yes", "shuffle: 'yes' is neither true nor false.")]
    [InlineData("credit_assignment: min-from", "credit_assignment: 'min-from' is not known; it must be one of min_form, sum_form, pure-verl. Did you mean 'min_form'?")]
    [InlineData("dtype: bfloat61", "dtype: 'bfloat61' is not allowed; it must be one of float32, bfloat16. Did you mean 'bfloat16'?")]
    [InlineData("top_p: 0.5", "top_p: takes a list, each entry a number. Write it in brackets: [a, b].")]
    [InlineData("top_p: [0.5, 2]", "top_p: 2 is out of range; it must be at least 0 and at most 1.")]
    [InlineData("optimizer: {betas: [0.9]}", "optimizer.betas: has 1 entry; it needs at least 2.")]
    [InlineData("optimizer: {betas: [0.9, 0.8]}", "optimizer: betas must ascend, not 0.9, 0.8.")]
    [InlineData("phases: [{epochs: 2}]", "phases.0.data: is required and not given.")]
    [InlineData("phases: [{data: ''}]", "phases.0.data: must be the path of a file or folder; it is empty")]
    [InlineData("num_generations: 1", "num_generations is 1, but the leave-one-out baseline needs at least 2.")]
    [InlineData("max_step: 3", "max_step: there is no such key; did you mean 'max_steps'?")]
    [InlineData("learning_rate: 3", "learning_rate: there is no such key here; did you mean 'optimizer.learning_rate'?")]
    [InlineData("lora: {zzz: 3}", "lora.zzz: there is no such key. Known are rank.")]
    [InlineData("steps_times_two: 3", "steps_times_two: there is no such key.")]
    [InlineData("seed: !!int 3", "the tag 'tag:yaml.org,2002:int' is not used here; remove it.")]
    [InlineData("<<: {seed: 3}", "merge keys ('<<') are not supported")]
    [InlineData("lora: *nope", "there is no anchor '&nope' above this alias.")]
    [InlineData("? [a]\n: 3", "a key must be a plain name.")]
    public void What_is_wrong_is_said_with_the_key_and_the_value(string line, string message) =>
        Assert.Contains(message, Refused($"output_dir: x\n{line}\n"), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_reported_together_with_line_and_column()
    {
        string message = Refused("""
            seed: many
            optimizer:
              learning_rat: 1
              betas: [1, two]
            seed: 4
            top_p: [3]
            """, "max_steps=0", "lora.rank=x", "nonsense");
        Assert.Equal("""
            The configuration has 9 problems:
            a.yaml:1:1: output_dir: is required and not given.
            a.yaml:1:7: seed: 'many' is not a whole number.
            a.yaml:3:3: optimizer.learning_rat: there is no such key; did you mean 'learning_rate'?
            a.yaml:4:14: optimizer.betas.1: 'two' is not a number.
            a.yaml:5:1: 'seed' is given twice, here and in line 1. Remove one.
            a.yaml:6:8: top_p: 3 is out of range; it must be at least 0 and at most 1.
            --set nonsense: must have the form key=value, such as --set seed=7 or --set section.key=value.
            --set max_steps=0: max_steps: 0 is out of range; it must be at least 1.
            --set lora.rank=x: lora.rank: 'x' is not a whole number.
            """, message);
    }

    [Fact]
    public void A_rule_between_keys_is_reported_at_the_key_it_begins_with()
    {
        Assert.Contains("a.yaml:3:18: num_generations is 1", Refused("output_dir: x\nseed: 1\nnum_generations: 1\n"), StringComparison.Ordinal);
        Assert.Contains("a.yaml:2:12: section.count is 3", Assert.Throws<PureException>(() => ConfigFile.Parse<WithRuleBelow>("section:\n    count: 3\n", "a.yaml", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_key_may_have_its_value_from_the_default()
    {
        Assert.Equal("x", ConfigFile.Parse<WithRequired>("section: {needed: 1}\n", "a.yaml", []).Text);
        Assert.Contains("section.needed: is required and not given.", Assert.Throws<PureException>(() => ConfigFile.Parse<WithRequired>("", "a.yaml", [])).Message, StringComparison.Ordinal);
        Assert.Contains("text: must not be empty.", Assert.Throws<PureException>(() => ConfigFile.Parse<WithRequired>("section: {needed: 1}\ntext: ''\n", "a.yaml", [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [1, 2", "a.yaml:2:1")]
    [InlineData("output_dir: x\nlora:\n\trank: 2\n", "Line 3 is indented with a tab; YAML wants spaces.")]
    [InlineData("- a\n- b\n", "a.yaml:1:1: the file must consist of 'key: value' lines.")]
    [InlineData("output_dir: x\n---\noutput_dir: y\n", "a.yaml:2:1: a second document begins here")]
    public void What_is_not_a_config_is_refused_with_its_place(string yaml, string message) => Assert.Contains(message, Refused(yaml), StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_refused_and_does_not_exhaust_the_stack() =>
        Assert.Contains("nested more than", Refused($"output_dir: {new string('[', 5000)}{new string(']', 5000)}\n"), StringComparison.Ordinal);

    [Fact]
    public void Aliases_stand_for_what_they_name()
    {
        SampleConfig config = Parse("output_dir: x\nphases:\n  - data: a\n    optimizer: &slow {learning_rate: 1e-7}\n  - {data: b, optimizer: *slow}\n", "phases.1.optimizer.learning_rate=1e-2");
        Assert.Equal([1e-7, 1e-2], config.Phases.Select(phase => phase.Optimizer.LearningRate));
    }

    [Fact]
    public void Overrides_replace_add_and_are_read_as_YAML()
    {
        SampleConfig config = Parse("phases: [{data: a}]\nlora:\n", "output_dir=/o", "optimizer.learning_rate=1e-6", "lora.rank=3", "top_p=[0.1, 0.2]", "phases.0.epochs=7", "step_separator=\"\\n\"", "seed=1", "seed=2", "run_name=a=b");
        Assert.Equal("/o", config.OutputDir);
        Assert.Equal(1e-6, config.Optimizer.LearningRate);
        Assert.Equal(3, config.Lora!.Rank);
        Assert.Equal([0.1, 0.2], config.TopP);
        Assert.Equal(7, config.Phases[0].Epochs);
        Assert.Equal("\n", config.StepSeparator);
        Assert.Equal(2ul, config.Seed);
        Assert.Equal("a=b", config.RunName);
    }

    [Theory]
    [InlineData("phases.4.epochs=1", "'4' is no entry of the list 'phases', which has 1, counted from 0.")]
    [InlineData("output_dir.x=1", "'output_dir' is a single value in the file and has no key 'x'.")]
    [InlineData("optimizer..x=1", "must have the form key=value")]
    [InlineData("top_p=[1", "this is not valid YAML")]
    [InlineData("optimizer.lr=1", "--set optimizer.lr=1: optimizer.lr: there is no such key.")]
    public void A_wrong_override_is_named(string text, string message) =>
        Assert.Contains(message, Refused("output_dir: x\nphases: [{data: a}]\n", text), StringComparison.Ordinal);

    [Fact]
    public void A_home_path_is_expanded() =>
        Assert.Equal(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "r"), Parse("output_dir: ~/r\n").OutputDir);

    [Fact]
    public void A_missing_file_and_one_that_is_not_text_are_mistakes_of_the_user()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, [0x61, 0xff, 0xfe]);
            Assert.Contains("UTF-8", Assert.Throws<PureException>(() => ConfigFile.Load<SampleConfig>(file, [])).Message, StringComparison.Ordinal);
            File.WriteAllText(file, "output_dir: /x\nseed: 9\n");
            Assert.Equal(9ul, ConfigFile.Load<SampleConfig>(file, []).Seed);
            Assert.Contains("There is no config file 'nope.yaml'", Assert.Throws<PureException>(() => ConfigFile.Load<SampleConfig>("nope.yaml", [])).Message, StringComparison.Ordinal);
            Assert.Contains("cannot be read", Assert.Throws<PureException>(() => ConfigFile.Load<SampleConfig>(Path.GetTempPath(), [])).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static SampleConfig Parse(string yaml, params string[] overrides) => ConfigFile.Parse<SampleConfig>(yaml, "a.yaml", overrides);

    private static string Refused(string yaml, params string[] overrides) => Assert.Throws<PureException>(() => Parse(yaml, overrides)).Message;

    private sealed record WithRequired
    {
        [Required]
        public string Text { get; init; } = "x";

        [Required]
        public WithNeeded Section { get; init; } = new();
    }

    private sealed record WithNeeded
    {
        [Required]
        public string? Needed { get; init; }
    }

    private sealed record WithRuleBelow : IChecked
    {
        public WithCount Section { get; init; } = new();

        public IEnumerable<string> Problems() => [$"section.count is {Section.Count}, which is odd."];
    }

    private sealed record WithCount
    {
        public int Count { get; init; }
    }
}
