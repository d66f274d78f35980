using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>A forward pass over spans of tokens, whatever the element of the weights.</summary>
internal interface IInferencePass
{
    /// <summary>Runs spans through the model and puts their keys and values into their segments. The owner of a segment counts it up afterwards.</summary>
    /// <param name="spans">Spans of different sequences. One may share what another writes in this pass.</param>
    /// <returns>Hidden states of the wanted tokens in order, after the final norm, (R, D); R is rounded up (<see cref="RowCount"/>), and rows behind the wanted ones mean nothing.</returns>
    Tensor Run(IReadOnlyList<TokenSpan> spans);
}
