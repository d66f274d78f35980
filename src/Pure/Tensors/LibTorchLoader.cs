// Loads TorchSharp's native library on hosts whose libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04, RHEL 9).
//
// TorchSharp 0.107.0 was built with a newer GCC. That left a *need* for the symbol version GLIBCXX_3.4.32 in the library,
// although no relocation in it refers to a symbol of that version (`readelf -r` finds none). The dynamic loader refuses the
// library because of the need alone. Here a private copy gets the need marked weak (one bit, VER_FLG_WEAK), which the loader
// accepts. Hosts with a newer libstdc++ load the original and never come here.
//
// The environment variable PURE_LIBTORCH names a folder whose libtorch is loaded instead of the packaged one, for instance that of a
// Python PyTorch with CUDA. TorchSharp looks beside the program first, and two libtorch in one process corrupt each other, so the
// program `pure` then runs in a load context that asks here before it looks anywhere (Pure.Cli/LibTorchContext.cs).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Pure.Tensors;

/// <summary>Finds and loads libtorch, and says in one sentence what a machine lacks.</summary>
internal static class LibTorchLoader
{
    private const string Library = "libLibTorchSharp.so";
    private const string NeededVersion = "GLIBCXX_3.4.32";
    private static readonly string[] Parts = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    /// <summary>Names a folder with another libtorch.</summary>
    public const string FolderVariable = "PURE_LIBTORCH";

    /// <summary>The version that TorchSharp is built for.</summary>
    public const string Version = "2.10";

    /// <summary>The folder that the user names; <see langword="null"/> for the packaged libtorch.</summary>
    public static string? OtherFolder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Where libtorch is loaded from.</summary>
    public static string Folder => OtherFolder ?? NativeFolder();

    private static bool _isChecked;

    /// <summary>Registers the resolver before any type of this assembly can touch libtorch.</summary>
#pragma warning disable CA2255 // a module initializer in a library: libtorch must be resolvable before TorchSharp's own static constructor runs
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() =>
        Context.ResolvingUnmanagedDll += (_, name) => name == "LibTorchSharp" && OperatingSystem.IsLinux() ? Load() : 0;

    /// <summary>A part of the other libtorch, or TorchSharp's own library on top of it.</summary>
    /// <param name="name">As it is asked for: torch_cpu, libtorch_cpu.so, LibTorchSharp.</param>
    /// <returns>Its handle; 0 when the folder has no such part.</returns>
    [SupportedOSPlatform("linux")]
    public static nint LoadOther(string name)
    {
        if (name == "LibTorchSharp") return Load();
        string file = Path.Combine(OtherFolder!, name.EndsWith(".so", StringComparison.Ordinal) ? name : $"lib{name}.so");
        return File.Exists(file) ? NativeLibrary.Load(file) : 0;
    }

    /// <summary>Checks the folder that the user names, before anything is loaded from it.</summary>
    /// <exception cref="PureException">It is missing, lacks a part, or holds another version.</exception>
    public static void CheckOther()
    {
        string folder = OtherFolder!;
        const string Remedy = $"Give the folder of libtorch {Version}'s .so files, such as site-packages/torch/lib of a Python PyTorch of that version.";
        if (!Directory.Exists(folder)) throw new PureException($"{FolderVariable} names '{folder}', which is not a folder. {Remedy}");
        if (Array.Find(Parts, part => !File.Exists(Path.Combine(folder, part))) is { } missing)
            throw new PureException($"{FolderVariable} names '{folder}', which has no {missing}. {Remedy}");
        string version = VersionOf(folder, Remedy);
        if (version != Version) throw new PureException($"{FolderVariable} names '{folder}', which holds libtorch {version}, and Pure needs {Version}. {Remedy}");
    }

    private static AssemblyLoadContext Context => AssemblyLoadContext.GetLoadContext(typeof(LibTorchLoader).Assembly)!;

    private static string VersionOf(string folder, string remedy)
    {
        try
        {
            nint library = NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
            if (!NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out nint export)) return "of before 2.7";
            ulong version = ReadVersion(export);
            return $"{version >> 56}.{(version >> 48) & 0xff}";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new PureException($"{FolderVariable} names '{folder}', whose libtorch does not load: {e.Message.Split('\n')[0].Trim()} {remedy}", e);
        }
    }

    private static unsafe ulong ReadVersion(nint export) => ((delegate* unmanaged<ulong>)export)();

    /// <summary>Checks what libtorch needs of this machine, before the first tensor is made.</summary>
    /// <exception cref="PureException">The processor or the system lacks something; the message names it.</exception>
    internal static void CheckMachine()
    {
        if (OtherFolder is not null && Context == AssemblyLoadContext.Default)
            throw new PureException($"{FolderVariable} is set, which the program 'pure' alone can follow; this program loads the packaged libtorch. Unset it.");
        if (_isChecked) return;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new PureException($"Pure's native library is built for Linux on x86-64, and this is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}. Run it in a Linux x86-64 machine or container.");
        if (!Avx2.IsSupported)
            throw new PureException("This processor has no AVX2, which libtorch needs. Use a machine from 2013 or later, or switch AVX2 on in the virtual machine.");
        if ("e\u0301".Normalize().Length != 1)
            throw new PureException("Unicode normalisation does not work here because .NET runs without ICU. Install it (Debian and Ubuntu: 'apt-get install libicu-dev') and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        if (!File.Exists(Path.Combine(NativeFolder(), Library)))
            throw new PureException($"{Library} is not in '{NativeFolder()}'. Run 'dotnet restore' and build again; if that does not help, delete the bin and obj folders first.");
        try
        {
            NativeLibrary.Load(Path.Combine(Folder, "libtorch_cpu.so"));
            _isChecked = true;
        }
        catch (DllNotFoundException e)
        {
            throw new PureException($"libtorch does not load: {e.Message.Split('\n')[0].Trim()} Install the system library that the message names (libgomp: 'apt-get install libgomp1').", e);
        }
    }

    [SupportedOSPlatform("linux")]
    private static nint Load()
    {
        string folder = NativeFolder();
        if (!File.Exists(Path.Combine(folder, Library))) return 0;

        byte[] image = File.ReadAllBytes(Path.Combine(folder, Library));
        ElfVersionNeeds.Weaken(image, NeededVersion);
        string copy = WriteOnce(image);
        NativeLibrary.Load(Path.Combine(Folder, "libtorch.so"));  // loaded first, so that the copy finds it by its name
        return NativeLibrary.Load(copy);
    }

    private static string NativeFolder()
    {
        string beside = AppContext.BaseDirectory;
        string packaged = Path.Combine(beside, "runtimes", "linux-x64", "native");
        return File.Exists(Path.Combine(packaged, Library)) ? packaged : beside;
    }

    /// <summary>Puts the patched library into the user's cache, under the hash of its content. Processes may race here: each writes its own file and renames it.</summary>
    [SupportedOSPlatform("linux")]
    private static string WriteOnce(byte[] image)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(image));
        string folder = Path.Combine(CacheFolder(), hash[..16]);
        string copy = Path.Combine(folder, Library);
        if (IsIntact(copy, hash)) return copy;

        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string partial = $"{copy}.{Environment.ProcessId}.{Guid.NewGuid():N}";
            File.WriteAllBytes(partial, image);
            File.Move(partial, copy, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"The folder '{folder}' cannot be written ({e.Message}). Pure keeps a copy of a native library there; set XDG_CACHE_HOME to a folder that can be written.", e);
        }

        return copy;
    }

    private static bool IsIntact(string path, string hash)
    {
        if (!File.Exists(path)) return false;
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
    }

    private static string CacheFolder()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : Path.Combine(Path.GetTempPath(), $"cache-{Environment.UserName}");
        }

        return Path.Combine(cache, "pure", "native");
    }
}
