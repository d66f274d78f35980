using System.Text.Json.Nodes;
using CsCheck;
using Pure.Models;
using TorchSharp;

namespace Pure.Tests.Models;

public sealed class ModelConfigTests : IDisposable
{
    private const string Qwen = """
        {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "vocab_size": 152064, "hidden_size": 3584, "intermediate_size": 18944,
         "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4, "max_position_embeddings": 4096, "rope_theta": 10000,
         "sliding_window": 4096, "use_sliding_window": false, "max_window_layers": 28, "use_mrope": false, "torch_dtype": "bfloat16"}
        """;

    private const string Llama = """
        {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 128256, "hidden_size": 2048, "intermediate_size": 8192,
         "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 64, "max_position_embeddings": 131072,
         "attention_bias": false, "mlp_bias": false, "rope_theta": 500000.0, "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0,
         "low_freq_factor": 1.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "tie_word_embeddings": true}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pure-tests").FullName;

    private string File => Path.Combine(_folder, "config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Published_configs_are_read_as_they_are()
    {
        ModelConfig qwen = Read(Qwen), llama = Read(Llama);

        Assert.Equal((ModelFamily.Qwen2, 128, true, false), (qwen.Family, qwen.HeadSize, qwen.QkvBias, qwen.QueryKeyNorm));
        Assert.Equal((ModelFamily.Llama, 64, false, true), (llama.Family, llama.HeadSize, llama.QkvBias, llama.TieWordEmbeddings));
        Assert.Equal(new Llama3RopeScaling(32, 1, 4, 8192), llama.RopeScaling);
    }

    [Fact]
    public void The_newer_spelling_of_rotary_fields_is_read_and_kept()
    {
        JsonObject json = JsonNode.Parse(Llama)!.AsObject();
        JsonObject scaling = json["rope_scaling"]!.DeepClone().AsObject();
        scaling["rope_theta"] = 500000.0;
        json["rope_parameters"] = scaling;
        json.Remove("rope_scaling");
        json.Remove("rope_theta");
        json["dtype"] = "bfloat16";

        ModelConfig config = Read(json.ToJsonString());
        JsonObject written = config.ToJson(torch.ScalarType.BFloat16);

        Assert.Equal((500_000, new Llama3RopeScaling(32, 1, 4, 8192)), (config.RopeTheta, config.RopeScaling));
        Assert.Equal((false, false, "bfloat16"), (written.ContainsKey("rope_theta"), written.ContainsKey("torch_dtype"), written["dtype"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Qwen2ForCausalLM", ModelHead.LanguageModel, 0)]
    [InlineData("Qwen2ForTokenClassification", ModelHead.TokenClassifier, 2)]
    [InlineData("Qwen2ForSequenceClassification", ModelHead.SequenceClassifier, 2)]
    [InlineData("Qwen2ForProcessRewardModel", ModelHead.TwoLayerClassifier, 2)]
    [InlineData("Qwen2ForRewardModel", ModelHead.TwoLayerClassifier, 1)]
    public void Heads_go_by_the_architectures_name_and_are_written_under_it(string name, ModelHead head, int labels)
    {
        ModelConfig config = Read(With(Qwen, "architectures", $"[\"{name}\"]"));
        Assert.Equal((head, labels), (config.Head, config.Labels));
        Assert.Equal(name, config.ToJson()["architectures"]![0]!.GetValue<string>());
    }

    [Fact]
    public void A_language_model_that_is_given_labels_is_a_token_classifier()
    {
        ModelConfig classifier = Read(Qwen) with { Labels = 2 };
        Assert.Equal(ModelHead.TokenClassifier, classifier.Head);
        Assert.Contains(WeightInitializer.Shapes(classifier), s => s.Key == "score.bias");
    }

    [Fact]
    public void Every_known_shape_is_read_as_it_was_written()
    {
        foreach (string name in KnownShapes.Names)
        {
            ModelConfig shape = KnownShapes.Find(name);
            ModelConfig read = Read(shape.ToJson(torch.ScalarType.BFloat16).ToJsonString());
            Assert.Equal(shape with { HeadSize = shape.HeadSize }, read with { HeadSize = read.HeadSize, Source = shape.Source });
        }
    }

    [Fact]
    public void Published_shapes_have_the_published_numbers_of_parameters()
    {
        Assert.Equal(494_032_768, Parameters("qwen2.5-0.5b"));
        Assert.Equal(1_543_714_304, Parameters("qwen2.5-1.5b"));
        Assert.Equal(7_615_616_512, Parameters("qwen2.5-7b"));
        Assert.Equal(596_049_920, Parameters("qwen3-0.6b"));
        Assert.Equal(1_235_814_400, Parameters("llama-3.2-1b"));
        Assert.Equal(7_248_023_552, Parameters("mistral-7b-v0.3"));
    }

    [Theory]
    [InlineData("model_type", "\"gpt2\"", "'model_type' is \"gpt2\", which is not supported; qwen2, qwen3, llama, mistral are")]
    [InlineData("model_type", "null", "'model_type' is missing")]
    [InlineData("architectures", "[\"Qwen2ForImages\"]", "'Qwen2ForImages' is not supported")]
    [InlineData("architectures", "[\"LlamaForCausalLM\"]", "'LlamaForCausalLM' is not supported; with this model_type")]
    [InlineData("architectures", "[7]", "is not a list of texts")]
    [InlineData("use_sliding_window", "true", "'use_sliding_window' is true, which is not supported")]
    [InlineData("layer_types", "[\"full_attention\", \"sliding_attention\"]", "'sliding_attention'")]
    [InlineData("rope_scaling", "{\"type\":\"yarn\"}", "'rope_scaling.factor' is missing and must be given")]
    [InlineData("rope_scaling", "{\"rope_type\":\"longrope\",\"factor\":2}", "'rope_scaling.rope_type' is \"longrope\", which is not supported")]
    [InlineData("rope_scaling", "{\"type\":\"dynamic\",\"factor\":2}", "'rope_scaling.type' is \"dynamic\", which is not supported")]
    [InlineData("rope_scaling", "{\"type\":\"linear\",\"factor\":0.5}", "must be given and be at least 1")]
    [InlineData("rope_scaling", "7", "'rope_scaling' is 7, which is not an object")]
    [InlineData("num_experts", "8", "'num_experts' is 8, which is a mixture of experts")]
    [InlineData("quantization_config", "{\"bits\":4}", "'quantization_config'")]
    [InlineData("hidden_act", "\"gelu\"", "'hidden_act' is \"gelu\", which is not supported")]
    [InlineData("partial_rotary_factor", "0.5", "'partial_rotary_factor'")]
    [InlineData("hidden_size", "\"wide\"", "'hidden_size' is \"wide\", which is not of the type")]
    [InlineData("hidden_size", "null", "no field 'hidden_size'")]
    [InlineData("hidden_size", "1e30", "'hidden_size' is 1e30, which is not of the type")]
    [InlineData("num_hidden_layers", "0", "'num_hidden_layers' is 0 and must be at least 1")]
    [InlineData("num_attention_heads", "5", "do not divide")]
    [InlineData("max_position_embeddings", "2000000000", "the most that is supported")]
    public void What_cannot_be_computed_is_refused_by_name(string field, string value, string message)
    {
        var e = Assert.Throws<PureException>(() => Read(With(Qwen, field, value)));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains(File, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistral_with_a_window_shorter_than_its_context_is_refused_and_without_one_it_is_not()
    {
        string mistral = With(With(Qwen, "architectures", "[\"MistralForCausalLM\"]"), "model_type", "\"mistral\"");
        Assert.Equal(ModelFamily.Mistral, Read(mistral).Family);
        var e = Assert.Throws<PureException>(() => Read(With(mistral, "sliding_window", "2048")));
        Assert.Contains("'sliding_window' is 2048", e.Message, StringComparison.Ordinal);
        Assert.False(Read(With(mistral, "sliding_window", "null")).QkvBias);
    }

    [Fact]
    public void What_is_not_understood_is_kept()
    {
        JsonObject written = Read(With(Qwen, "my_field", "{\"a\": [1, null]}")).ToJson();
        Assert.Equal("""{"a":[1,null]}""", written["my_field"]!.ToJsonString());
        Assert.Equal(28, written["max_window_layers"]!.GetValue<int>());
    }

    [Fact]
    public void A_damaged_config_is_never_more_than_one_sentence()
    {
        string good = JsonNode.Parse(Llama)!.ToJsonString();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('"'), Gen.Const('}')), Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            char[] text = good[..length].ToCharArray();
            if (at < length) text[at] = value;
            try
            {
                Read(new string(text));
            }
            catch (PureException)
            {
                // Refused in a sentence: what it should be.
            }
        }, iter: 2000, threads: 1);
    }

    private static long Parameters(string name) =>
        WeightInitializer.Shapes(KnownShapes.Find(name)).Sum(s => s.Value.Aggregate(1L, (product, size) => product * size));

    private static string With(string config, string field, string value)
    {
        JsonObject json = JsonNode.Parse(config)!.AsObject();
        json[field] = JsonNode.Parse(value);
        return json.ToJsonString();
    }

    private ModelConfig Read(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return ModelConfig.Read(File);
    }
}
