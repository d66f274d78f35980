using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pure.Mutation;

/// <summary>One instruction that can be changed: a comparison, a sum, a product, a truth value.</summary>
/// <param name="Method">Full name of the method.</param>
/// <param name="Index">The instruction.</param>
/// <param name="Before">The instruction before it, which tells several changes of a line apart.</param>
/// <param name="From">What it does.</param>
/// <param name="To">What it does once changed.</param>
/// <param name="File">Source file.</param>
/// <param name="Line">Source line.</param>
internal sealed record MutationPoint(string Method, int Index, string Before, string From, string To, string File, int Line)
{
    private static readonly Dictionary<Code, OpCode> Changes = new()
    {
        [Code.Brtrue] = OpCodes.Brfalse, [Code.Brtrue_S] = OpCodes.Brfalse_S, [Code.Brfalse] = OpCodes.Brtrue, [Code.Brfalse_S] = OpCodes.Brtrue_S,
        [Code.Beq] = OpCodes.Bne_Un, [Code.Beq_S] = OpCodes.Bne_Un_S, [Code.Bne_Un] = OpCodes.Beq, [Code.Bne_Un_S] = OpCodes.Beq_S,
        [Code.Blt] = OpCodes.Ble, [Code.Blt_S] = OpCodes.Ble_S, [Code.Ble] = OpCodes.Blt, [Code.Ble_S] = OpCodes.Blt_S,
        [Code.Bgt] = OpCodes.Bge, [Code.Bgt_S] = OpCodes.Bge_S, [Code.Bge] = OpCodes.Bgt, [Code.Bge_S] = OpCodes.Bgt_S,
        [Code.Clt] = OpCodes.Cgt, [Code.Cgt] = OpCodes.Clt, [Code.Add] = OpCodes.Sub, [Code.Sub] = OpCodes.Add, [Code.Mul] = OpCodes.Add, [Code.Div] = OpCodes.Mul,
        [Code.And] = OpCodes.Or, [Code.Or] = OpCodes.And,
    };

    /// <summary>All places in a namespace, what the compiler made apart (<see cref="CompilerCode"/>); the pairs that warm the grader up change no verdict.</summary>
    /// <param name="library">The compiled library, its symbols beside it.</param>
    /// <param name="scope">The namespace.</param>
    public static IReadOnlyList<MutationPoint> In(string library, string scope)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(library, new ReaderParameters { ReadSymbols = true, InMemory = true });
        var points = new List<MutationPoint>();
        foreach (MethodDefinition method in assembly.MainModule.GetTypes().Where(type => Namespace(type) == scope || Namespace(type).StartsWith(scope + ".", StringComparison.Ordinal)).SelectMany(type => type.Methods))
        {
            if (!method.HasBody || CompilerCode.Has(method) || method.DeclaringType.Name.Contains("GraderWarmup", StringComparison.Ordinal)) continue;
            SequencePoint? line = null;
            for (int k = 0; k < method.Body.Instructions.Count; k++)
            {
                Instruction instruction = method.Body.Instructions[k];
                line = method.DebugInformation.GetSequencePoint(instruction) ?? line;
                if (line is null || line.IsHidden || Changed(method, k) is not { } to || CompilerCode.Has(method, instruction)) continue;
                points.Add(new MutationPoint(method.FullName, k, instruction.Previous is null ? "" : Text(instruction.Previous), Text(instruction), to.ToString(), line.Document.Url, line.StartLine));
            }
        }

        return points;
    }

    /// <summary>Writes the library with the change.</summary>
    public void Write(string library, string target)
    {
        // Writing needs the assemblies that the library refers to.
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(library)!);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(library, new ReaderParameters { InMemory = true, AssemblyResolver = resolver });
        MethodDefinition method = assembly.MainModule.GetTypes().SelectMany(type => type.Methods).First(m => m.FullName == Method);
        method.Body.Instructions[Index].OpCode = Changed(method, Index)!.Value;
        assembly.Write(target);
    }

    /// <summary>Where it is, and what changes.</summary>
    public string Describe(string root) => $"{Path.GetRelativePath(root, File)}:{Line}: {From} becomes {To} (behind {Before})";

    private static OpCode? Changed(MethodDefinition method, int index)
    {
        Instruction instruction = method.Body.Instructions[index];
        if (Changes.TryGetValue(instruction.OpCode.Code, out OpCode to)) return to;
        // A truth value that is returned.
        bool returned = method.ReturnType.MetadataType == MetadataType.Boolean && instruction.Next?.OpCode.Code == Code.Ret;
        return returned && instruction.OpCode.Code is Code.Ldc_I4_0 ? OpCodes.Ldc_I4_1 : returned && instruction.OpCode.Code is Code.Ldc_I4_1 ? OpCodes.Ldc_I4_0 : null;
    }

    private static string Text(Instruction instruction) => instruction.ToString().Split(": ", 2)[1];

    private static string Namespace(TypeDefinition type) => type.DeclaringType is { } outer ? Namespace(outer) : type.Namespace;
}
