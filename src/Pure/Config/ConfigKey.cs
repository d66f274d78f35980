using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pure.Config;

/// <summary>One key of a config record: a property with its name in YAML, its type and its rules.</summary>
internal sealed class ConfigKey
{
    private readonly PropertyInfo _property;

    public ConfigKey(PropertyInfo property, string name)
    {
        _property = property;
        Name = name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        ElementType = ElementOf(Type);
        ValueType = ElementType ?? Type;
        IsRecord = ConfigKeys.IsRecord(ValueType);
        IsPath = property.IsDefined(typeof(PathKeyAttribute));
        IsRequired = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute));
        Rules = [.. property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not RequiredAttribute)];
    }

    /// <summary>The name in YAML: snake_case.</summary>
    public string Name { get; }

    /// <summary>Type of the property, <c>T?</c> of a value type taken off.</summary>
    public Type Type { get; }

    /// <summary>Type of an element for a list, else <see langword="null"/>.</summary>
    public Type? ElementType { get; }

    /// <summary>Type of a single value: the element type of a list, else <see cref="Type"/>.</summary>
    public Type ValueType { get; }

    /// <summary>Whether <see cref="ValueType"/> is a nested config record.</summary>
    public bool IsRecord { get; }

    public bool IsNullable { get; }

    public bool IsPath { get; }

    /// <summary>Whether the key must have a value, from the config or as a default.</summary>
    public bool IsRequired { get; }

    /// <summary>What it means; empty when that is not known.</summary>
    public string Description => ConfigDocumentation.Of(_property);

    /// <summary>Attributes that limit the value.</summary>
    public ValidationAttribute[] Rules { get; }

    public object? Get(object record) => _property.GetValue(record);

    public void Set(object record, object? value) => _property.SetValue(record, value);

    /// <summary>Whether the config must give this key, because its default is nothing or a section in which keys must be given.</summary>
    /// <param name="value">The default.</param>
    public bool MustBeGiven(object? value)
    {
        if (!IsRequired) return false;
        if (value is null or "") return true;
        return IsRecord && ElementType is null && ConfigKeys.Of(value.GetType()).Any(key => key.MustBeGiven(key.Get(value)));
    }

    private static Type? ElementOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
    }
}
