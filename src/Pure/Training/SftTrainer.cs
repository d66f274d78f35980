// Imitation of demonstrations: the start of a policy. One loop, in the order of the data: rows -> batch -> update -> metrics.
using System.Diagnostics;
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Tensors;

namespace Pure.Training;

/// <summary>Supervised fine-tuning of a language model.</summary>
public sealed class SftTrainer : IDisposable
{
    private readonly SftConfig _config;
    private readonly Lanes _lanes;
    private readonly Policy _policy;
    private readonly Dataset<Demonstration> _data;
    private readonly TokenSequence[] _rows;
    private readonly WeightUpdate _update;

    /// <summary>Loads model and demonstrations, and checks that they fit together.</summary>
    /// <exception cref="PureException">Something does not fit; nothing has been written.</exception>
    public SftTrainer(SftConfig config, Lanes lanes)
    {
        _config = config;
        _lanes = lanes;
        _policy = PolicyAdapter.Load(config, config.Model, config.Sft);
        var template = PromptTemplate.Of(config.Sft.PromptTemplate, config.Model.Path, config.Sft.ChatTemplateKwargs);
        _data = Dataset.Read(config.Sft.Train, RowFormats.Demonstrations, config.Sft.Data, demonstration => template.RowText(demonstration.Messages));
        _rows = [.. _data.Rows.Select(d => Imitation.Sequence(d, _policy.Tokenizer, template))];
        CheckLengths();
        _update = new WeightUpdate(_policy.Weights, Adaptation.Trains(config.Sft), config.Sft, config.Compute.MasterWeights);
    }

    /// <summary>What was read of the training file.</summary>
    public IReadOnlyList<DatasetReport> Data => [_data.Report];

    /// <summary>Trains from the session's position to the last step.</summary>
    /// <exception cref="RunFailedException">A loss or gradient is not finite.</exception>
    public void Run(TrainingSession session, CancellationToken cancel)
    {
        SftOptions sft = _config.Sft;
        session.Restore(_policy.Weights, _update.Optimizer);
        ulong order = SeedSequence.Derive((ulong)_config.Seed, "demonstrations");
        for (int step = session.StartStep; step < sft.MaxSteps; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                Save(session, step);
                cancel.ThrowIfCancellationRequested();
            }

            long start = Stopwatch.GetTimestamp();
            int[] chosen = BatchOrder.Of(order, _rows.Length, sft.BatchSize, step);
            TokenSequence[] batch = [.. chosen.Select(i => _rows[i])];
            UpdateStatistics update = Update(step, batch, chosen);
            int done = step + 1, tokens = batch.Sum(s => s.Ids.Length);
            session.Log(done, new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                ["loss"] = update.Loss,
                ["grad_norm"] = update.GradientNorm,
                ["learning_rate"] = update.LearningRate,
                ["num_tokens"] = tokens,
                ["step_time"] = Stopwatch.GetElapsedTime(start).TotalSeconds,
            });
            session.Report("sft", done, sft.MaxSteps, tokens, $"loss {update.Loss:F3}");
            if (session.IsSaveDue(done, sft.MaxSteps)) Save(session, done);
        }
    }

    public void Dispose()
    {
        _update.Dispose();
        _policy.Dispose();
    }

    private UpdateStatistics Update(int step, TokenSequence[] batch, int[] rows)
    {
        try
        {
            double rate = LearningRate.At(_config.Sft, step, _config.Sft.MaxSteps);
            return Imitation.Step(_policy.Decoder, _update, batch, new ScoringOptions(_lanes, _config.Compute.TokensPerMicroBatch), rate);
        }
        catch (NonFiniteException e)
        {
            throw new RunFailedException($"Step {step + 1} was not applied: {e.Message}. It used the rows {string.Join(", ", rows.Select(r => _data.Numbers[r]))} of '{_config.Sft.Train}'. Lower sft.learning_rate, or look at those rows.", e);
        }
    }

    private void Save(TrainingSession session, int step) =>
        session.Save(step, folder => PolicyAdapter.Write(folder, _policy, _config.Sft, _config.Model.Path), _update.Optimizer);

    private void CheckLengths()
    {
        int limit = _policy.Config.MaxPositions;
        int index = Array.FindIndex(_rows, r => r.Ids.Length > limit || r.PromptLength == 0);
        if (index < 0) return;
        throw new PureException(_rows[index].PromptLength == 0
            ? $"Row {_data.Numbers[index]} of '{_config.Sft.Train}' has an empty prompt, and the first token of a response needs something before it. Give it a prompt."
            : $"Row {_data.Numbers[index]} of '{_config.Sft.Train}' has {_rows[index].Ids.Length} tokens, more than the model's {limit} positions. Shorten or remove it; nothing is cut silently.");
    }
}
