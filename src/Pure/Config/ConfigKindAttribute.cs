namespace Pure.Config;

/// <summary>Makes a record one of the kinds of a section: the section's property has the type of its abstract base record, and the key <c>kind</c> chooses.</summary>
/// <param name="name">The value of <c>kind</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ConfigKindAttribute(string name) : Attribute
{
    /// <summary>The value of <c>kind</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Whether this kind is meant when <c>kind</c> is not given.</summary>
    public bool IsDefault { get; init; }
}
