using System.Text.Json;
using Pure.Cli.Console;
using Pure.Credit;

namespace Pure.Cli.Views;

/// <summary>Credit as JSON Lines: one object a response, and the same data inside the HTML page.</summary>
internal static class CreditJson
{
    /// <summary>Writes one line a response, then one line with the counts of each variant.</summary>
    public static void Write(Output output, IReadOnlyList<CreditRecord> records, IReadOnlyList<CreditVariant> variants, bool byToken)
    {
        for (int i = 0; i < records.Count; i++)
            output.Line(Line(writer => WriteResponse(writer, records[i], i, variants, byToken)));
        output.Line(Line(writer => WriteSummary(writer, variants)));
    }

    /// <summary>Everything as one object.</summary>
    public static string Document(IReadOnlyList<CreditRecord> records, IReadOnlyList<CreditVariant> variants) => Line(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("responses");
        for (int i = 0; i < records.Count; i++) WriteResponse(writer, records[i], i, variants, byToken: true);
        writer.WriteEndArray();
        writer.WritePropertyName("summary");
        WriteSummary(writer, variants);
        writer.WriteEndObject();
    });

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteResponse(Utf8JsonWriter writer, CreditRecord record, int index, IReadOnlyList<CreditVariant> variants, bool byToken)
    {
        writer.WriteStartObject();
        writer.WriteString("prompt_id", record.Input.Group);
        writer.WriteNumber("sample", record.Input.Sample);
        writer.WriteNumber("line", record.Line);
        if (record.Prompt is not null) writer.WriteString("prompt", record.Prompt);
        if (record.Input.Outcome is { } outcome)
            writer.WriteNumber("outcome", outcome);
        else
            writer.WriteNull("outcome");
        if (record.Input.Truncated) writer.WriteBoolean("truncated", value: true);
        writer.WriteStartArray("steps");
        for (int j = 0; j < record.Input.Steps.Count; j++) WriteStep(writer, record, j);
        writer.WriteEndArray();
        writer.WriteStartObject("credit");
        foreach (CreditVariant variant in variants) WriteCredit(writer, record, index, variant, byToken);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer, CreditRecord record, int step)
    {
        writer.WriteStartObject();
        writer.WriteString("text", record.StepTexts[step]);
        writer.WriteNumber("tokens", record.Input.Steps.ContentTokens(step) + 1);
        if (record.TokenTexts is not null)
        {
            writer.WriteStartArray("token_texts");
            foreach (string text in record.TokenTexts[step]) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        if (record.Input.StepRewards.Length > 0) writer.WriteNumber("reward", record.Input.StepRewards[step]);
        if (record.Input.IsEmpty(step)) writer.WriteBoolean("empty", value: true);
        writer.WriteEndObject();
    }

    private static void WriteCredit(Utf8JsonWriter writer, CreditRecord record, int index, CreditVariant variant, bool byToken)
    {
        writer.WriteStartObject(variant.Name);
        writer.WriteStartArray("steps");
        for (int j = 0; j < record.Input.Steps.Count; j++)
        {
            StepView view = variant.Step(index, record.Input, j);
            writer.WriteStartObject();
            writer.WriteNumber("credit", view.Credit);
            writer.WriteNumber("return", view.Return);
            writer.WriteNumber("baseline", view.Baseline);
            writer.WriteNumber("advantage", view.Advantage);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (byToken)
        {
            TokenCredit credit = variant.Result.Credits[index];
            WriteNumbers(writer, "token_rewards", credit.Rewards);
            WriteNumbers(writer, "token_returns", credit.Returns);
            WriteNumbers(writer, "token_baselines", credit.Baselines);
            WriteNumbers(writer, "token_advantages", credit.Advantages);
        }

        writer.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter writer, IReadOnlyList<CreditVariant> variants)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("variants");
        foreach (CreditVariant variant in variants)
        {
            CreditResult result = variant.Result;
            writer.WriteStartObject(variant.Name);
            writer.WriteString("credit_assignment", OptionName.Snake(variant.Options.CreditAssignment));
            writer.WriteString("reward_baseline", OptionName.Snake(variant.Options.RewardBaseline));
            writer.WriteString("whiten_advantages", OptionName.Snake(variant.Options.WhitenAdvantages));
            writer.WriteNumber("groups", result.Groups);
            writer.WriteNumber("groups_without_signal", result.GroupsWithoutSignal);
            writer.WriteNumber("groups_with_equal_rewards", result.GroupsWithEqualRewards);
            writer.WriteNumber("groups_without_answer", result.GroupsWithoutAnswer);
            writer.WriteNumber("empty_steps", result.EmptySteps);
            writer.WriteNumber("advantage_mean", result.AdvantageMean);
            writer.WriteNumber("advantage_scale", result.AdvantageScale);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, double[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (double number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
