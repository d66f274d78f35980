using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Pure.Config;

/// <summary>
/// What a config record consists of, read from its properties once. The record itself is the only description of a config: names, types,
/// defaults and ranges come from here for reading, writing, comparing and the JSON Schema alike.
/// </summary>
internal static class ConfigKeys
{
    private static readonly ConcurrentDictionary<Type, ConfigKey[]> Known = new();

    /// <summary>
    /// The keys of a record, those of its base record first, each in the order of declaration. Properties without a setter are no keys.
    /// </summary>
    /// <exception cref="InvalidOperationException">The record has a property that no config can hold: a bug in the record.</exception>
    public static IReadOnlyList<ConfigKey> Of(Type record) => Known.GetOrAdd(record, Find);

    /// <summary>Whether a type is a C# record class, which is what config sections are.</summary>
    public static bool IsRecord(Type type) => type.IsClass && CloneMethod(type) is not null;

    /// <summary>A shallow copy, so that setting keys never changes a default that records share.</summary>
    public static object Clone(object record) => CloneMethod(record.GetType())!.Invoke(record, null)!;

    /// <summary>A record with all defaults.</summary>
    public static object New(Type record)
    {
        Of(record);
        return Activator.CreateInstance(record)!;
    }

    private static MethodInfo? CloneMethod(Type type) => type.GetMethod("<Clone>$");

    private static ConfigKey[] Find(Type record)
    {
        if (!IsRecord(record) || record.IsAbstract || record.GetConstructor(Type.EmptyTypes) is null)
            throw new InvalidOperationException($"{record} cannot hold a config: it must be a concrete record with init properties and no constructor parameters.");

        ConfigKey[] keys =
        [
            .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .OrderBy(property => Depth(property.DeclaringType!))
                .ThenBy(property => property.MetadataToken)
                .Select(property => new ConfigKey(property, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))),
        ];
        foreach (ConfigKey key in keys) Check(record, key);
        return keys;
    }

    private static void Check(Type record, ConfigKey key)
    {
        if (!ConfigScalars.IsScalar(key.ValueType) && !key.IsRecord)
            throw new InvalidOperationException($"{record}: the type {key.Type} of '{key.Name}' cannot be written in a config.");
        if (key.IsPath && key.ValueType != typeof(string))
            throw new InvalidOperationException($"{record}: '{key.Name}' is marked as a path and is no text.");
        if (key.Rules.FirstOrDefault(rule => !ConfigRules.Knows(rule)) is { } unknown)
            throw new InvalidOperationException($"{record}: the rule {unknown.GetType().Name} of '{key.Name}' is not one that configs check.");
        foreach (Type type in key.IsRecord ? ConfigVariants.Types(key.ValueType) : [])
        {
            if (type != record) Of(type);
        }
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
