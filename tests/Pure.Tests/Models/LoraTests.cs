using System.Text.Json.Nodes;
using Pure.Config;
using Pure.Models;
using Pure.Models.Lora;
using Pure.Tensors;
using Pure.Training;
using Pure.Tests.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

public sealed class LoraTests
{
    private static readonly LoraShape Shape = new(4, 8, ["q_proj", "v_proj", "gate_proj", "down_proj"]);

    [Fact]
    public void A_new_adapter_changes_nothing_and_a_trained_one_equals_the_merged_model()
    {
        using var model = new TinyModel();
        ModelConfig config = model.Config with { AdapterScale = Shape.Scale };
        var decoder = new Decoder(config, model.Rotary);
        using Weights adapted = LoraAdapter.Attach(model.Weights.Clone(), Shape, 3);
        TokenSequence[] batch = Batch(model);
        using var lanes = new Lanes(1, 1);
        var scoring = new ScoringOptions(lanes, 60);
        float[][] start = TokenLogProbabilities.Score(model.Decoder, model.Weights, batch, scoring);
        Assert.Equal(start, TokenLogProbabilities.Score(decoder, adapted, batch, scoring));

        using var update = new WeightUpdate(adapted, LoraAdapter.IsAdapter, new OptimizerOptions { LearningRate = 1e-2 });
        double[] losses = [.. Enumerable.Range(0, 12).Select(_ => Imitation.Step(decoder, update, batch, scoring, 1e-2).Loss)];
        using Weights merged = LoraAdapter.Merged(config, adapted);
        using Weights shared = LoraAdapter.Base(adapted);

        Assert.True(losses[^1] < 0.9 * losses[0], $"{losses[0]} to {losses[^1]}");
        Assert.Equal(start, TokenLogProbabilities.Score(model.Decoder, shared, batch, scoring));
        Close(TokenLogProbabilities.Score(decoder, adapted, batch, scoring), TokenLogProbabilities.Score(model.Decoder, merged, batch, scoring));
        Assert.Equal(2 * Shape.Targets.Count * model.Config.Layers * 2, update.Optimizer.Save().Count);
    }

    [Fact]
    public void Gradients_are_those_of_the_formula()
    {
        using var model = new TinyModel();
        ModelConfig config = model.Config with { AdapterScale = Shape.Scale };
        using Weights adapted = LoraAdapter.Attach(model.Weights.Clone(), Shape, 3);
        using var lanes = new Lanes(1, 1);
        TokenSequence[] batch = Batch(model);
        using (no_grad())
        {
            foreach ((string name, Tensor tensor) in adapted.All.Where(w => w.Key.EndsWith("lora_B.weight", StringComparison.Ordinal))) tensor.add_(0.01);
        }

        using Weights merged = LoraAdapter.Merged(config, adapted);
        using Gradients low = Of(new Decoder(config, model.Rotary), config, adapted, LoraAdapter.IsAdapter, batch, lanes);
        using Gradients full = Of(model.Decoder, model.Config, merged, _ => true, batch, lanes);

        using DisposeScope scope = NewDisposeScope();
        foreach (string name in low.All.Keys.Where(n => n.EndsWith("lora_A.weight", StringComparison.Ordinal)))
        {
            string stem = name[..^"lora_A.weight".Length];
            Tensor slope = full.All[stem + "weight"], a = adapted[name], b = adapted[stem + "lora_B.weight"];
            Close(b.t().mm(slope) * Shape.Scale, low.All[name], name);                      // dA = s Bᵀ dW
            Close(slope.mm(a.t()) * Shape.Scale, low.All[stem + "lora_B.weight"], name);   // dB = s dW Aᵀ
        }
    }

    [Fact]
    public void A_folder_in_the_layout_of_PEFT_is_read_back_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        using var model = new TinyModel();
        using Weights adapted = LoraAdapter.Attach(model.Weights.Clone(), Shape, 3), other = LoraAdapter.Attach(model.Weights.Clone(), Shape, 4);
        LoraFolder.Write(folder.Path, Shape, adapted, "base");

        LoraFolder.Restore(folder.Path, other);

        foreach ((string name, Tensor tensor) in adapted.All) Assert.True(tensor.bytes.SequenceEqual(other[name].bytes), name);
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "adapter_config.json")))!;
        Assert.Equal("LORA", config["peft_type"]!.GetValue<string>());
        Assert.Equal(4, config["r"]!.GetValue<int>());
        using Weights wider = LoraAdapter.Attach(model.Weights.Clone(), Shape with { Rank = 5 }, 4);
        Assert.Contains("lora_r", Assert.Throws<PureException>(() => LoraFolder.Restore(folder.Path, wider)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_the_model_does_not_have_is_refused_by_name()
    {
        using var model = new TinyModel();
        Assert.Contains("c_attn", Assert.Throws<PureException>(() => LoraAdapter.Attach(model.Weights.Clone(), Shape with { Targets = ["c_attn"] }, 1)).Message, StringComparison.Ordinal);
    }

    private static TokenSequence[] Batch(TinyModel model) => [.. Enumerable.Range(0, 6).Select(i => new TokenSequence(model.Ids((ulong)i, 8 + i), 4))];

    private static Gradients Of(Decoder decoder, ModelConfig config, Weights weights, Func<string, bool> trains, TokenSequence[] batch, Lanes lanes) =>
        Gradients.Of(weights, trains, lanes, [batch], (leaves, part) => TokenLogProbabilities.Of(decoder, DecoderWeights.Of(config, leaves), part, 1).sum());

    private static void Close(float[][] expected, float[][] actual) =>
        Assert.True(expected.SelectMany(x => x).Zip(actual.SelectMany(x => x)).Max(x => Math.Abs(x.First - x.Second)) < 1e-5);

    private static void Close(Tensor expected, Tensor actual, string name) =>
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5 * Math.Max(1, expected.abs().max().item<float>()), name);
}
