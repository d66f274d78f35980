using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;

namespace Pure.Tests.Training;

/// <summary>Labels between 0 and 1, and the label of the bare prompt.</summary>
public sealed class SoftLabelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-soft-").FullName;
    private readonly Tokenizer _tokenizer;
    private readonly StepReading _reading;

    public SoftLabelTests()
    {
        ChainTokenizer.Write(_folder);
        _tokenizer = Tokenizer.Load(_folder);
        _reading = StepReading.Of(_tokenizer, "\n", StepInput.AsSampled);
    }

    [Fact]
    public void Soft_labels_and_the_label_of_the_prompt_are_read_and_placed()
    {
        string path = Path.Combine(_folder, "labels.jsonl");
        File.WriteAllText(path, """{"prompt": "a+1?3\n", "completions": ["a+1=4", "#4"], "labels": [0.25, 1], "root_label": 0.5}""" + "\n");
        StepwiseSolution row = Assert.Single(StepwiseSolution.Read(path));
        Assert.Equal([false, true], row.Labels);
        Assert.Equal([0.25, 1], row.SoftLabels!);

        StepExample example = StepExample.Of(row, _tokenizer, _reading, extraLabelTokens: 0);

        int prompt = _tokenizer.Encode(row.Prompt).Length;
        Assert.Equal([0.25, 1, 0.5], example.Targets);
        Assert.Equal(prompt - 1, example.Positions[^1]);
        Assert.Equal(2, example.StepEnds);
    }

    [Fact]
    public void A_label_outside_0_to_1_is_refused_with_its_line()
    {
        string path = Path.Combine(_folder, "labels.jsonl");
        File.WriteAllText(path, """{"prompt": "a+1?3\n", "completions": ["a+1=4"], "labels": [1.5]}""" + "\n");
        Assert.Contains("1.5", Assert.Throws<PureException>(() => StepwiseSolution.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_on_soft_labels_brings_the_model_to_them_and_balance_moves_the_prior()
    {
        // One text with two different labels: the best a model can do is their mean, or the mean of the two halves when balanced.
        StepExample[] batch = [.. new[] { 0.0, 0.6, 0.6, 0.6 }.Select(label => StepExample.Of(
            new StepwiseSolution("a+1?3\n", ["a+1=4"], [label >= 0.5]) { SoftLabels = [label] }, _tokenizer, _reading, 0))];
        Assert.Equal(0.45, Learned(batch, balance: false), 0.02);
        Assert.Equal(0.30, Learned(batch, balance: true), 0.02);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double Learned(StepExample[] batch, bool balance)
    {
        using var model = new TinyModel(labels: 2);
        using var lanes = new Lanes(1, 1);
        using var update = new WeightUpdate(model.Weights, _ => true, new OptimizerOptions { LearningRate = 1e-2, WeightDecay = 0 });
        var options = new ScoringOptions(lanes, 256);
        for (int step = 0; step < 60; step++) StepClassification.Step(model.Decoder, update, batch, options, 1e-2, balance);
        return StepClassification.Predict(model.Decoder, model.Weights, batch, options)[0][0];
    }
}
