using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pure.Mutation;

/// <summary>
/// Instructions that the compiler made and nobody wrote: a change of one says nothing about tests, since the source has no such decision. What has no line of its own in the
/// symbols (a hidden sequence point) is left out by <see cref="MutationPoint"/>. The rest stands on a line of the source and is told by its shape and by the
/// locals that have no name in the symbols: how a switch over strings finds its label before it compares (length, one character, a hash), the state of iterators and
/// asynchronous methods, the position in a collection that is being filled or walked through, and the null checks before Dispose.
/// </summary>
internal static class CompilerCode
{
    private static readonly string[] TextTests = ["get_Length", "get_Chars", "ComputeStringHash", "ComputeSpanHash", "ComputeReadOnlySpanHash"];

    /// <summary>Whether an instruction of a method is such code.</summary>
    public static bool Has(MethodDefinition method, Instruction instruction) =>
        IsDelegateCache(instruction) || IsDisposal(instruction) || IsAwaiting(instruction) || Operands(instruction).Any(operand => IsDispatch(method, operand) || IsState(method, operand)) || IsPosition(method, instruction);

    /// <summary>Whether a member or the type around it was made by the compiler; lambdas, local functions and the bodies of iterators were not.</summary>
    public static bool Has(MethodDefinition method) => (method.IsConstructor && method.IsStatic)
        || method.DeclaringType.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal) || method.DeclaringType.Name.StartsWith("<>z__", StringComparison.Ordinal)
        || (IsMade(method) && !method.Name.Contains("g__", StringComparison.Ordinal) && !method.Name.Contains("b__", StringComparison.Ordinal))
        || (IsMade(method.DeclaringType) && method.DeclaringType.Name.Contains(">d__", StringComparison.Ordinal) && method.Name != "MoveNext");

    private static bool IsMade(ICustomAttributeProvider member) => member.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    /// <summary>Whether the compiler has made the delegate of a lambda already.</summary>
    private static bool IsDelegateCache(Instruction instruction) => instruction is { Previous: { OpCode.Code: Code.Dup, Previous: { OpCode.Code: Code.Ldsfld, Operand: FieldReference { Name: var name } } } } && name.StartsWith("<>", StringComparison.Ordinal);

    /// <summary>A branch to the end of a finally block around Dispose.</summary>
    private static bool IsDisposal(Instruction instruction) => instruction.Operand is Instruction { OpCode.Code: Code.Endfinally };

    private static bool IsAwaiting(Instruction instruction) => instruction.Operand is Instruction && instruction.Previous?.Operand is MethodReference { Name: "get_IsCompleted" };

    /// <summary>The local loads whose value an instruction works on, a constant aside.</summary>
    private static IEnumerable<Instruction> Operands(Instruction instruction)
    {
        Instruction? before = instruction.Previous;
        if (before is not null && IsConstant(before)) before = before.Previous;
        if (before is not null) yield return before;
    }

    /// <summary>A local without a name that holds the length, a character at a fixed place or the hash of a text that is then compared with labels.</summary>
    private static bool IsDispatch(MethodDefinition method, Instruction load)
    {
        if (Unnamed(method, load) is not { } local) return false;
        return method.Body.Instructions.Where(i => IsStore(i, local)).Any(store => store.Previous is { Operand: MethodReference { Name: var called } } call && TextTests.Contains(called) && Text(call) is { } text && IsCompared(method, text));
    }

    /// <summary>The load of the text that is measured, with the constant position of a character apart.</summary>
    private static Instruction? Text(Instruction call)
    {
        Instruction? load = call.Previous;
        if (((MethodReference)call.Operand).Name != "get_Chars") return load;
        return load is not null && IsConstant(load) ? load.Previous : null;
    }

    /// <summary>Whether the text of a load is compared with a label in this method.</summary>
    private static bool IsCompared(MethodDefinition method, Instruction load) => method.Body.Instructions.Any(i =>
        i is { OpCode.Code: Code.Call, Operand: MethodReference { Name: "op_Equality" or "SequenceEqual" }, Previous: { } label } && (label.OpCode.Code == Code.Ldstr ? label.Previous : null) is { } loaded && Same(loaded, load));

    private static bool Same(Instruction a, Instruction b) => (a.OpCode.Code == b.OpCode.Code && Equals(a.Operand, b.Operand)) || (a.OpCode.Code == Code.Dup && b.OpCode.Code == Code.Dup);

    private static bool IsState(MethodDefinition method, Instruction load) => (load.Operand is FieldReference { Name: var field } && field.EndsWith("__state", StringComparison.Ordinal))
        || (Unnamed(method, load) is { } local && method.Body.Instructions.Any(i => IsStore(i, local) && i.Previous?.Operand is FieldReference { Name: var from } && from.EndsWith("__state", StringComparison.Ordinal)));

    /// <summary>One more than a position without a name, put back: filling a collection, or foreach.</summary>
    private static bool IsPosition(MethodDefinition method, Instruction instruction) => instruction is { OpCode.Code: Code.Add, Previous: { OpCode.Code: Code.Ldc_I4_1, Previous: { } load }, Next: { } store }
        && Unnamed(method, load) is { } local && IsStore(store, local);

    private static bool IsConstant(Instruction instruction) => instruction.OpCode.Code is >= Code.Ldc_I4_M1 and <= Code.Ldc_I4;

    /// <summary>The local that an instruction loads when the symbols have no name for it there.</summary>
    private static int? Unnamed(MethodDefinition method, Instruction load)
    {
        int? local = load.OpCode.Code switch
        {
            Code.Ldloc_0 => 0, Code.Ldloc_1 => 1, Code.Ldloc_2 => 2, Code.Ldloc_3 => 3,
            Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)load.Operand).Index,
            _ => null,
        };
        return local is null || method.DebugInformation.GetScopes().Any(scope => Covers(scope, load.Offset) && scope.Variables.Any(v => v.Index == local)) ? null : local;
    }

    private static bool Covers(ScopeDebugInformation scope, int offset) => scope.Start.Offset <= offset && (scope.End.IsEndOfMethod || offset < scope.End.Offset);

    private static bool IsStore(Instruction instruction, int local) => instruction.OpCode.Code switch
    {
        Code.Stloc_0 => local == 0, Code.Stloc_1 => local == 1, Code.Stloc_2 => local == 2, Code.Stloc_3 => local == 3,
        Code.Stloc or Code.Stloc_S => ((VariableDefinition)instruction.Operand).Index == local,
        _ => false,
    };
}
