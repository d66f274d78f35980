// log softmax(W h / temperature) at given tokens, with a backward pass of its own. Autograd would keep logits, their softmax and
// its gradient, (tokens x vocabulary) in fp32 each: 600 MB a piece for 1,024 tokens of a Qwen2. Here logits exist in the type of
// the weights, for a block of rows at a time, and are turned into their gradient in place. When all rows fit one block the logits
// of the forward pass are kept for the backward pass; otherwise they are computed again.
using Pure.Tensors;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>The output projection and the log-probabilities of chosen tokens in one differentiable function.</summary>
internal sealed class ChosenLogProbabilities : autograd.SingleTensorFunction<ChosenLogProbabilities>
{
    /// <summary>Most bytes of logits at one time.</summary>
    public const long BlockBytes = 384L << 20;

    public override string Name => nameof(ChosenLogProbabilities);

    /// <summary>Log-probabilities, and entropies where asked for.</summary>
    /// <param name="hidden">(N, D)</param>
    /// <param name="output">(V, D)</param>
    /// <param name="targets">N tokens.</param>
    /// <param name="temperature">Sampling temperature the log-probabilities are meant for.</param>
    /// <param name="blockBytes">Most bytes of logits at one time.</param>
    /// <returns>(2, N) fp32: log-probabilities; entropies in nats.</returns>
    public static Tensor Of(Tensor hidden, Tensor output, long[] targets, double temperature, long blockBytes = BlockBytes)
    {
        if (hidden.device_type != DeviceType.CPU) return Plain(hidden, output, targets, temperature, blockBytes);
        var request = new Request(targets, (float)(1 / temperature), (int)Math.Max(1, blockBytes / (output.shape[0] * output.element_size())));
        return is_grad_enabled() ? apply(hidden, output, request) : Read(hidden, output, request);
    }

    /// <summary>The formula: the reference, and the path of other devices. More rows than fit a block are computed again, block by block, in the backward pass.</summary>
    public static Tensor Plain(Tensor hidden, Tensor output, long[] targets, double temperature, long blockBytes = BlockBytes)
    {
        const int Copies = 4;  // logits, their exponentials, the products with both, and a gradient
        int rows = (int)Math.Max(1, blockBytes / (Copies * sizeof(float) * output.shape[0]));
        bool recomputes = is_grad_enabled() && hidden.requires_grad && targets.Length > rows;
        Tensor chosen = tensor(targets).On(hidden.device);                                         // (N)
        var blocks = new List<Tensor>();
        int start = 0;
        do
        {
            int count = Math.Min(rows, targets.Length - start);
            Tensor part = hidden.narrow(0, start, count), tokens = chosen.narrow(0, start, count);
            blocks.Add(recomputes ? Recomputation.Of((h, _) => PlainBlock(h, output, tokens, temperature), part) : PlainBlock(part, output, tokens, temperature));
            start += count;
        }
        while (start < targets.Length);
        return blocks.Count == 1 ? blocks[0] : cat(blocks, 1);
    }

    private static Tensor PlainBlock(Tensor hidden, Tensor output, Tensor targets, double temperature)
    {
        Tensor logs = nn.functional.log_softmax(LinearLayer.Of(hidden, output).to(ScalarType.Float32).Times(1 / temperature), 1);    // (n, V)
        return stack([logs.gather(1, targets.unsqueeze(1)).squeeze(1), (logs.exp() * logs).sum(1).neg()]);         // (2, n)
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        (Tensor hidden, Tensor output, Request request) = ((Tensor)vars[0], (Tensor)vars[1], (Request)vars[2]);
        if (request.Targets.Length > request.Rows)
        {
            ctx.save_for_backward([hidden, output]);
            ctx.save_data("request", request);
            return Read(hidden, output, request);
        }

        Tensor logits = LinearLayer.Of(hidden, output);                                                  // (N, V)
        ctx.save_for_backward([hidden, output, logits]);
        ctx.save_data("request", request);
        return Read(logits, request, 0, request.Targets.Length);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor hidden, Tensor output, var request) = (saved[0], saved[1], (Request)ctx.get_data("request"));
        float[] gradients = grad_output.contiguous().data<float>().ToArray();                      // (2, N)
        Tensor hiddenGradient = empty_like(hidden);
        Tensor? outputGradient = null;
        for (int start = 0; start < request.Targets.Length; start += request.Rows)
        {
            using DisposeScope block = NewDisposeScope();
            int rows = Math.Min(request.Rows, request.Targets.Length - start);
            Tensor part = hidden.narrow(0, start, rows);
            Tensor logits = saved.Count > 2 ? saved[2] : LinearLayer.Of(part, output);
            ToGradients(logits, request, start, gradients);
            hiddenGradient.narrow(0, start, rows).copy_(LinearLayer.InputGradient(logits, output));
            if (!output.requires_grad) continue;
            if (outputGradient is null) outputGradient = LinearLayer.WeightGradient(logits, part).MoveToOuterDisposeScope();
            else outputGradient.addmm_(logits.t(), part, 1, 1);
        }

        return BackwardScope.Give(hiddenGradient, outputGradient ?? (output.requires_grad ? zeros_like(output) : null), null);
    }

    private static Tensor Read(Tensor hidden, Tensor output, Request request)
    {
        Tensor result = empty(2, request.Targets.Length);
        for (int start = 0; start < request.Targets.Length; start += request.Rows)
        {
            using DisposeScope scope = NewDisposeScope();
            int rows = Math.Min(request.Rows, request.Targets.Length - start);
            result.narrow(1, start, rows).copy_(Read(LinearLayer.Of(hidden.narrow(0, start, rows), output), request, start, rows));
        }

        return result;
    }

    private static Tensor Read(Tensor logits, Request request, int start, int rows)
    {
        (float[] chosen, double[] normalizers, double[] means) = new LogitBlock(logits, request.Scale).Read(request.Targets.AsMemory(start, rows));
        normalizers.CopyTo(request.Normalizers, start);
        means.CopyTo(request.Means, start);
        return tensor([.. chosen, .. normalizers.Zip(means, (normalizer, mean) => (float)(normalizer - mean))]).reshape(2, rows);
    }

    private static void ToGradients(Tensor logits, Request request, int start, float[] gradients)
    {
        int count = request.Targets.Length;
        new LogitBlock(logits, request.Scale).ToGradients(row =>
        {
            int at = start + row;
            return new SoftmaxGradient(request.Targets[at], request.Normalizers[at], request.Means[at], gradients[at], gradients[count + at]);
        });
    }

    /// <summary>What is asked, and what the forward pass found.</summary>
    private sealed record Request(long[] Targets, float Scale, int Rows)
    {
        public double[] Normalizers { get; } = new double[Targets.Length];

        public double[] Means { get; } = new double[Targets.Length];
    }
}
