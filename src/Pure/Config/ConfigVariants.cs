// Sections of several kinds. A section whose property has an abstract record as its type holds one of the sealed records that derive
// from it; the key `kind` says which. The records are found in the assembly of their base, so a kind is declared by its record alone.
using System.Collections.Concurrent;
using System.Reflection;

namespace Pure.Config;

/// <summary>The kinds a section may have.</summary>
internal static class ConfigVariants
{
    /// <summary>The key that chooses.</summary>
    public const string Key = "kind";

    private static readonly ConcurrentDictionary<Type, (string Name, Type Type)[]> Known = new();

    /// <summary>Whether a section of this type has a key <c>kind</c>.</summary>
    public static bool Has(Type declared) => declared.IsAbstract && ConfigKeys.IsRecord(declared);

    /// <summary>The kinds of a section, the default first.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Of(Type declared) => Known.GetOrAdd(declared, Find);

    /// <summary>The record types a section may hold: its kinds, or its own type.</summary>
    public static IEnumerable<Type> Types(Type declared) => Has(declared) ? Of(declared).Select(kind => kind.Type) : [declared];

    /// <summary>The kind of a record; <see langword="null"/> when its section has only one.</summary>
    public static string? NameOf(Type record) => record.GetCustomAttribute<ConfigKindAttribute>()?.Name;

    /// <summary>The section that a kind belongs to: the topmost abstract record above it.</summary>
    public static Type SectionOf(Type kind)
    {
        Type section = kind.BaseType!;
        while (section.BaseType is { IsAbstract: true } above) section = above;
        return section;
    }

    /// <summary>The record whose values hold where a section gives none.</summary>
    /// <param name="declared">Type of the section.</param>
    /// <param name="kind">The kind that was given, or <see langword="null"/>.</param>
    /// <param name="current">The section's default, or <see langword="null"/>.</param>
    /// <returns><see langword="null"/> when there is no such kind.</returns>
    public static object? Start(Type declared, string? kind, object? current)
    {
        if (!Has(declared)) return current ?? ConfigKeys.New(declared);
        Type? chosen = kind is null ? current?.GetType() ?? Of(declared)[0].Type : Of(declared).FirstOrDefault(known => known.Name == kind).Type;
        return chosen is null ? null : current?.GetType() == chosen ? current : ConfigKeys.New(chosen);
    }

    private static (string Name, Type Type)[] Find(Type declared)
    {
        (string Name, Type Type)[] kinds =
        [
            .. declared.Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(declared) && !type.IsAbstract)
                .Select(type => (Kind: type.GetCustomAttribute<ConfigKindAttribute>() ?? throw new InvalidOperationException($"{type} is a kind of {declared} and has no [ConfigKind]."), Type: type))
                .OrderBy(kind => !kind.Kind.IsDefault)
                .ThenBy(kind => kind.Kind.Name, StringComparer.Ordinal)
                .Select(kind => (kind.Kind.Name, kind.Type)),
        ];
        if (kinds.Length == 0 || !kinds[0].Type.GetCustomAttribute<ConfigKindAttribute>()!.IsDefault) throw new InvalidOperationException($"{declared} has no default kind.");
        return kinds;
    }
}
