using System.CommandLine;
using Pure.Config;
using Pure.Tensors;

namespace Pure.Cli.Inference;

/// <summary>The options <c>--device</c> and <c>--dtype</c> of commands that have no configuration: where models compute, and with what numbers.</summary>
internal sealed class PlaceArguments
{
    private static readonly ComputeOptions Defaults = new();
    private readonly Option<ComputeType> _dtype = new("--dtype") { Description = "Numbers that models are computed with: fp32 or bf16.", DefaultValueFactory = _ => Defaults.Dtype };
    private readonly Option<string> _device = new("--device") { Description = "Where models compute: cpu, cuda or cuda:N.", DefaultValueFactory = _ => Defaults.Device };

    /// <summary>Adds the options to a command.</summary>
    public PlaceArguments(Command command)
    {
        command.Add(_dtype);
        command.Add(_device);
    }

    /// <summary>The numbers.</summary>
    public ComputeType Dtype(ParseResult parsed) => parsed.GetValue(_dtype);

    /// <summary>The place for models, after a look whether the device is there.</summary>
    /// <exception cref="PureException">The device is not there, or the text names none.</exception>
    public Placement Of(ParseResult parsed) => ComputeDevice.Place(parsed.GetRequiredValue(_device), Dtype(parsed));
}
