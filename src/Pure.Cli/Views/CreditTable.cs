using System.Globalization;
using Pure.Cli.Console;
using Pure.Credit;

namespace Pure.Cli.Views;

/// <summary>Credit as tables: one table a response, one row a step or token.</summary>
internal static class CreditTable
{
    private const int TextWidth = 34;

    /// <summary>Prints every response, then what there is to count.</summary>
    public static void Write(Output output, IReadOnlyList<CreditRecord> records, IReadOnlyList<CreditVariant> variants, bool byToken)
    {
        string[] columns = [byToken ? "token" : "step", "text", byToken ? "step" : "tokens", "reward", .. variants.SelectMany(variant => Columns(variant, variants.Count > 1))];
        for (int i = 0; i < records.Count; i++)
        {
            CreditInput input = records[i].Input;
            string title = $"{input.Group} response {input.Sample}: {Count(input.Steps.Count, "step")}, {Count(input.Length, "token")}, {Outcome(input)}{(input.Truncated ? ", cut by the length limit" : "")}";
            output.Table(title, columns, [.. byToken ? ByToken(records[i], i, variants) : ByStep(records[i], i, variants)]);
            output.Line();
        }

        foreach (CreditVariant variant in variants) output.Line(Summary(variant));
    }

    private static IEnumerable<string[]> ByStep(CreditRecord record, int index, IReadOnlyList<CreditVariant> variants)
    {
        for (int j = 0; j < record.Input.Steps.Count; j++)
        {
            var row = new List<string> { Whole(j + 1), Shortened(record.StepTexts[j], record.Input.IsEmpty(j)), Whole(record.Input.Steps.ContentTokens(j) + 1), Reward(record, j) };
            foreach (CreditVariant variant in variants)
            {
                StepView view = variant.Step(index, record.Input, j);
                row.AddRange([Number(view.Credit), Number(view.Return), Number(view.Baseline), Number(view.Advantage)]);
            }

            yield return [.. row];
        }
    }

    private static IEnumerable<string[]> ByToken(CreditRecord record, int index, IReadOnlyList<CreditVariant> variants)
    {
        for (int j = 0; j < record.Input.Steps.Count; j++)
        {
            int start = record.Input.Steps.Start(j), end = record.Input.Steps.End(j);
            for (int t = start; t <= end; t++)
            {
                var row = new List<string> { Whole(t), Shortened(record.TokenTexts?[j][t - start] ?? "", empty: false), Whole(j + 1), t == end ? Reward(record, j) : "" };
                foreach (CreditVariant variant in variants)
                {
                    TokenCredit credit = variant.Result.Credits[index];
                    row.AddRange([Number(credit.Rewards[t]), Number(credit.Returns[t]), Number(credit.Baselines[t]), Number(credit.Advantages[t])]);
                }

                yield return [.. row];
            }
        }
    }

    private static IEnumerable<string> Columns(CreditVariant variant, bool named) =>
        new[] { "credit", "return", "baseline", "advantage" }.Select(column => named ? $"{variant.Name} {column}" : column);

    private static string Summary(CreditVariant variant)
    {
        CreditResult result = variant.Result;
        return $"{variant.Name}: {Count(result.Groups, "group")}, {result.GroupsWithoutSignal} without signal, {result.GroupsWithEqualRewards} with equal rewards, {result.GroupsWithoutAnswer} without an answer; {Count(result.EmptySteps, "empty step")}; advantages before whitening: mean {Number(result.AdvantageMean)}, root mean square {Number(result.AdvantageScale)}";
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Outcome(CreditInput input) => input.Outcome switch { null => "no answer known", > 0 => "solved", _ => "not solved" };

    private static string Reward(CreditRecord record, int step) => record.Input.StepRewards.Length == 0 ? "-" : Number(record.Input.StepRewards[step]);

    private static string Shortened(string text, bool empty)
    {
        string line = text.Replace("\n", "⏎", StringComparison.Ordinal).Trim();
        if (line.Length == 0) return empty ? "(empty)" : "";
        return line.Length <= TextWidth ? line : $"{line[..(TextWidth - 1)]}…";
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => (Math.Abs(value) < 5e-5 ? 0 : value).ToString("0.0000", CultureInfo.InvariantCulture);
}
