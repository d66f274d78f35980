// Memory of an own function's backward pass. libtorch's operators let go of what they saved as soon as they are differentiated; a function
// written for TorchSharp keeps it, and every handle it was given or made, until the whole graph ends: all activations would still be
// there when all gradients are. What a backward pass works with is released here at its end. What it returns is still read by libtorch
// after it, so that is released when the next one on this thread begins, or by Release.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>The time of one backward pass of one function; each graph is differentiated once.</summary>
/// <param name="context">Of the function; what it saved is gone at the end.</param>
/// <param name="gradient">The gradient it was given; gone at the end.</param>
internal sealed class BackwardScope(autograd.AutogradContext context, Tensor gradient) : IDisposable
{
    [ThreadStatic]
    private static List<Tensor>? _given;

    private readonly IDisposable _quiet = no_grad();
    private readonly DisposeScope _scope = NewScope();

    /// <summary>Gradients for libtorch, in the order of the function's arguments; <see langword="null"/> for what has none.</summary>
    public static List<Tensor> Give(params Tensor?[] gradients)
    {
        Release();
        _given = [.. gradients.OfType<Tensor>().Select(g => g.DetachFromDisposeScope())];
        return [.. gradients.Select(g => g!)];
    }

    /// <summary>Lets go of the gradients of this thread's last backward pass, which libtorch has taken over.</summary>
    public static void Release()
    {
        foreach (Tensor tensor in _given ?? []) tensor.Dispose();
        _given = null;
    }

    public void Dispose()
    {
        _scope.Dispose();
        context.Dispose();
        gradient.Dispose();
        _quiet.Dispose();
    }

    private static DisposeScope NewScope()
    {
        Release();
        return NewDisposeScope();
    }
}
