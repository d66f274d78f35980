using Mono.Cecil;

namespace Pure.Tests.Architecture;

/// <summary>Data flows one way, and so do references: a namespace may use those before it, never those after it.</summary>
public sealed class NamespaceOrderTests
{
    private static readonly string[][] Order =
    [
        ["Pure"],
        ["Pure.Tensors", "Pure.Text", "Pure.Answers", "Pure.Data"],
        ["Pure.Models"],
        ["Pure.Rollouts"],
        ["Pure.Rewards"],
        ["Pure.Credit"],
        ["Pure.Config"],
        ["Pure.Runs"],
        ["Pure.Training"],
        ["Pure.Search"],
        ["Pure.Evaluation"],
    ];

    [Fact]
    public void No_type_uses_a_namespace_that_comes_after_its_own()
    {
        using var pure = AssemblyDefinition.ReadAssembly(typeof(PureException).Assembly.Location);
        string[] backward =
        [
            .. from type in pure.MainModule.GetTypes()
               let own = Level(type)
               where own is not null
               from used in Uses(type).Distinct()
               let other = Level(used)
               where other > own
               select $"{type.FullName} uses {used.FullName}",
        ];

        Assert.Empty(backward);
    }

    [Fact]
    public void Every_namespace_has_its_place()
    {
        using var pure = AssemblyDefinition.ReadAssembly(typeof(PureException).Assembly.Location);
        Assert.Empty(pure.MainModule.GetTypes().Where(t => Root(t).StartsWith("Pure", StringComparison.Ordinal) && Level(t) is null).Select(t => t.FullName));
    }

    [Fact]
    public void Only_Tensors_calls_native_code_of_libtorch()
    {
        using var pure = AssemblyDefinition.ReadAssembly(typeof(PureException).Assembly.Location);
        string[] callers =
        [
            .. pure.MainModule.GetTypes().SelectMany(t => t.Methods)
                .Where(m => m.PInvokeInfo?.Module.Name.Contains("torch", StringComparison.OrdinalIgnoreCase) == true)
                .Select(m => Root(m.DeclaringType)).Distinct(),
        ];
        Assert.Equal(["Pure.Tensors"], callers);
    }

    private static int? Level(TypeReference type)
    {
        int level = Array.FindIndex(Order, names => names.Contains(Root(type)));
        return level < 0 ? null : level;
    }

    /// <summary>The namespace of a type or of the type around it, down to the second part: Pure.Data.Chain counts as Pure.Data.</summary>
    private static string Root(TypeReference type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        string[] parts = type.Namespace.Split('.');
        return string.Join('.', parts.Take(2));
    }

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var uses = new List<TypeReference>();
        if (type.BaseType is not null) uses.Add(type.BaseType);
        uses.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        uses.AddRange(type.Fields.Select(f => f.FieldType));
        foreach (MethodDefinition method in type.Methods)
        {
            uses.Add(method.ReturnType);
            uses.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (!method.HasBody) continue;
            foreach (object? operand in method.Body.Instructions.Select(i => i.Operand))
            {
                if (operand is MethodReference called) uses.Add(called.DeclaringType);
                else if (operand is FieldReference field) uses.Add(field.DeclaringType);
                else if (operand is TypeReference used) uses.Add(used);
            }
        }

        return uses.SelectMany(Parts).Where(t => t.Namespace.StartsWith("Pure", StringComparison.Ordinal) || t.DeclaringType is not null);
    }

    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        yield return type.GetElementType();
        if (type is GenericInstanceType generic)
        {
            foreach (TypeReference argument in generic.GenericArguments.SelectMany(Parts)) yield return argument;
        }
    }
}
