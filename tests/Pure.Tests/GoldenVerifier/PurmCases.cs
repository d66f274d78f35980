using System.Text.Json;
using Pure.Rewards.Uncertain;
using static Pure.Tests.GoldenVerifier.VerifierGolden;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Golden files of PURM.</summary>
internal static class PurmCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["purm_loss.json"] = item => AnswerOrRefusal(item, Loss),
        ["purm_integral.json"] = item => AnswerOrRefusal(item, Integral),
        ["purm_overlap.json"] = item => AnswerOrRefusal(item, Overlap),
        ["purm_ece.json"] = item => AnswerOrRefusal(item, CalibrationError),
    };

    private static void Loss(JsonElement input, JsonElement expected)
    {
        RewardDistribution chosen = Head(input, "chosen"), rejected = Head(input, "rejected"), difference = chosen.Minus(rejected);
        var nodes = NormalNodes.Draws(Numbers(input.GetProperty("noise")));
        double released = PurmLoss.Of(difference, PurmLossForm.Released, nodes), paper = PurmLoss.Of(difference, PurmLossForm.Paper, nodes);
        Close("sigma_chosen", expected.GetProperty("sigma_chosen").GetDouble(), chosen.Deviation);
        Close("sigma_rejected", expected.GetProperty("sigma_rejected").GetDouble(), rejected.Deviation);
        Close("mu_z", expected.GetProperty("mu_z").GetDouble(), difference.Mean);
        Close("sigma_z", expected.GetProperty("sigma_z").GetDouble(), difference.Deviation);
        Close("loss_mean_log", Number(expected.GetProperty("loss_mean_log")), released, 1e-4);
        Close("loss_log_mean", Number(expected.GetProperty("loss_log_mean_reference")), paper, 1e-9);
        Gradient(expected, "mean_log", PurmLossForm.Released, 1e-4);
        Gradient(expected, "log_mean_reference", PurmLossForm.Paper, 1e-9);

        void Gradient(JsonElement wanted, string suffix, PurmLossForm form, double tolerance)
        {
            (double byMean, double byDeviation) = PurmLoss.Gradient(difference, form, nodes);
            double[] ofChosen = Numbers(wanted.GetProperty("grad_chosen_" + suffix)), ofRejected = Numbers(wanted.GetProperty("grad_rejected_" + suffix));
            Near(" chosen mu", ofChosen[0], byMean);
            Near(" rejected mu", ofRejected[0], -byMean);
            Near(" chosen raw", ofChosen[1], PurmLoss.ByRaw(chosen, difference, byDeviation));
            Near(" rejected raw", ofRejected[1], PurmLoss.ByRaw(rejected, difference, byDeviation));

            // The original adds up in single precision: where terms cancel, what is left is known to about 1e-7 of them.
            void Near(string what, double value, double actual) =>
                Assert.True(Math.Abs(value - actual) <= tolerance * Math.Max(Math.Abs(value), 1e-3), $"{suffix}{what}: {actual:R}, expected {value:R}");
        }
    }

    private static void Integral(JsonElement input, JsonElement expected)
    {
        var difference = new RewardDistribution(input.GetProperty("mu_z").GetDouble(), input.GetProperty("sigma_z").GetDouble());
        Value("probability", PurmLoss.Probability(difference, PurmLoss.Integral), 1e-6);
        Value("probability_mackay", PurmLoss.ProbabilityMacKay(difference), 1e-9);
        Value("loss_log_mean", PurmLoss.Of(difference, PurmLossForm.Paper, PurmLoss.Integral), 1e-6);
        Value("loss_mean_log", PurmLoss.Of(difference, PurmLossForm.Released, PurmLoss.Integral), 1e-6);
        Value("dloss_log_mean_dsigma", PurmLoss.Gradient(difference, PurmLossForm.Paper, PurmLoss.Integral).ByDeviation, 1e-4);
        Value("dloss_mean_log_dsigma", PurmLoss.Gradient(difference, PurmLossForm.Released, PurmLoss.Integral).ByDeviation, 1e-4);

        // The derivatives of the reference are differences of two integrals: near 0 they are known to some 1e-9 only.
        void Value(string name, double actual, double tolerance)
        {
            double wanted = Number(expected.GetProperty(name));
            Assert.True(Math.Abs(wanted - actual) <= tolerance * Math.Max(Math.Abs(wanted), 1e-3), $"{name}: {actual:R}, expected {wanted:R}");
        }
    }

    private static void Overlap(JsonElement input, JsonElement expected)
    {
        RewardDistribution[] all = [.. Numbers(input.GetProperty("mu")).Zip(Numbers(input.GetProperty("sigma")), (mu, sigma) => new RewardDistribution(mu, sigma))];
        Close("last_against_previous", Number(expected.GetProperty("last_against_previous")), RewardOverlap.OfLast(all));
        if (!expected.TryGetProperty("per_item_mean", out JsonElement each)) return;
        double[] wanted = Numbers(each), actual = RewardOverlap.OfEach(all);
        Assert.Equal(wanted.Length, actual.Length);
        for (int i = 0; i < wanted.Length; i++) Close($"per_item_mean[{i}]", wanted[i], actual[i]);
        Close("average", Number(expected.GetProperty("average")), actual.Average());
    }

    private static void CalibrationError(JsonElement input, JsonElement expected)
    {
        (double, double)[] predictions = [.. input.GetProperty("confidence_correct").EnumerateArray().Select(Numbers).Select(pair => (pair[0], pair[1]))];
        double released = PreferenceCalibration.ErrorAsReleased(predictions), corrected = PreferenceCalibration.Error(predictions);
        Close("original", Number(expected.GetProperty("original")), released, 1e-5);
        Close("corrected_reference", Number(expected.GetProperty("corrected_reference")), corrected, 1e-9);
    }

    private static RewardDistribution Head(JsonElement input, string which) =>
        RewardDistribution.OfHead(input.GetProperty("mu_" + which).GetDouble(), input.GetProperty("raw_sigma_" + which).GetDouble());
}
