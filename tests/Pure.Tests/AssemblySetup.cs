using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

// Tensor tests share libtorch's global state (thread counts), so classes run one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Pure.Tests;

internal static class AssemblySetup
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        RuntimeHelpers.RunModuleConstructor(typeof(PureException).Module.ModuleHandle);
        set_num_threads(1);
    }
}
