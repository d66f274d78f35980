using System.Text.Json;
using Pure.Rewards.Inputs;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Compares an unpadded reward-model input with a golden one that is padded on both sides.</summary>
internal static class PaddedInput
{
    public static void Check(JsonElement response, RewardModelInput input, JsonElement vocabulary)
    {
        int pad = vocabulary.GetProperty("pad").GetInt32();
        int[] ids = Golden.Ids(response.GetProperty("prm_input_ids")), mask = Golden.Ids(response.GetProperty("prm_attention_mask"));
        int left = Array.IndexOf(mask, 1), right = mask.Length - left - input.Ids.Length;
        Assert.Equal([.. Enumerable.Repeat(pad, left), .. input.Ids, .. Enumerable.Repeat(pad, right)], ids);
        Assert.Equal([.. Enumerable.Repeat(0, left), .. Enumerable.Repeat(1, input.Ids.Length), .. Enumerable.Repeat(0, right)], mask);
        if (!response.TryGetProperty("prm_position_ids", out JsonElement positions)) return;
        int[] expected = [.. Enumerable.Repeat(0, left), .. Enumerable.Range(0, input.Ids.Length), .. Enumerable.Repeat(input.Ids.Length - 1, right)];
        Assert.Equal(expected, Golden.Ids(positions));
    }
}
