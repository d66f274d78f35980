// Runs the program with another libtorch than the packaged one. The runtime asks a load context of one's own for native libraries before
// it looks beside the program; the default context it asks last. So the program's assemblies are loaded a second time, here.
using System.Reflection;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using Pure.Tensors;

namespace Pure.Cli;

/// <summary>The program's assemblies over the libtorch that the user names.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LibTorchContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private LibTorchContext(string program)
        : base("libtorch") => _resolver = new AssemblyDependencyResolver(program);

    /// <summary>Whether this process must still change over.</summary>
    public static bool IsWanted => OperatingSystem.IsLinux() && LibTorchLoader.OtherFolder is not null && GetLoadContext(Assembly.GetExecutingAssembly()) == Default;

    /// <summary>Runs the program in such a context.</summary>
    /// <exception cref="PureException">The folder cannot be used.</exception>
    public static int Run(string[] args)
    {
        LibTorchLoader.CheckOther();
        string program = Assembly.GetExecutingAssembly().Location;
        Assembly assembly = new LibTorchContext(program).LoadFromAssemblyPath(program);
        return (int)assembly.EntryPoint!.Invoke(null, [args])!;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (LibTorchLoader.LoadOther(unmanagedDllName) is var handle and not 0) return handle;
        return _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
