// See src/Pure/Tensors/Arithmetic.cs for why. TorchSharp's own code is read to find which of its methods make a Scalar that
// nobody keeps alive; our code may call none of them, whether it looks like a sum or like anything else.
using Mono.Cecil;
using Mono.Cecil.Cil;
using Pure.Tensors;

namespace Pure.Tests.Tensors;

public sealed class ScalarSafetyTests
{
    private const string Scalar = "TorchSharp.Scalar";

    [Fact]
    public void Numbers_meet_tensors_only_where_their_scalars_are_kept_alive()
    {
        using var torchSharp = AssemblyDefinition.ReadAssembly(typeof(TorchSharp.torch).Assembly.Location);
        using var pure = AssemblyDefinition.ReadAssembly(typeof(Arithmetic).Assembly.Location);
        HashSet<string> unsafeMethods = MethodsThatMakeScalars(torchSharp);
        Assert.Contains(unsafeMethods, m => m.Contains("::op_Addition(", StringComparison.Ordinal));

        string[] uses =
        [
            .. from method in Methods(pure)
               where !method.DeclaringType.FullName.StartsWith(typeof(Arithmetic).FullName!, StringComparison.Ordinal)
               from called in Called(method)
               where MakesScalar(called) || unsafeMethods.Contains(called.FullName)
               select $"{method.FullName} calls {called.FullName}",
        ];

        Assert.Empty(uses);
    }

    /// <summary>Methods of tensors that convert a number, directly or through another such method.</summary>
    private static HashSet<string> MethodsThatMakeScalars(AssemblyDefinition torchSharp)
    {
        MethodDefinition[] ofTensors = [.. Methods(torchSharp).Where(m => m.DeclaringType.FullName is "TorchSharp.torch/Tensor" or "TorchSharp.torch")];
        var found = new HashSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            before = found.Count;
            foreach (MethodDefinition method in ofTensors)
            {
                if (Called(method).Any(called => MakesScalar(called) || found.Contains(called.FullName))) found.Add(method.FullName);
            }
        }
        while (found.Count > before);

        return found;
    }

    private static bool MakesScalar(MethodReference called) =>
        (called.Name == "op_Implicit" && called.ReturnType.FullName == Scalar) || (called.Name.StartsWith("To", StringComparison.Ordinal) && called.ReturnType.FullName == Scalar);

    private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
        assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static IEnumerable<MethodReference> Called(MethodDefinition method) =>
        method.Body.Instructions.Where(i => i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt || i.OpCode == OpCodes.Newobj).Select(i => (MethodReference)i.Operand);
}
