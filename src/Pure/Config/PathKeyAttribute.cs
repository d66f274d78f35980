namespace Pure.Config;

/// <summary>
/// Marks a text key (or a list of texts) as a path of a file or folder. A relative path is taken from the current directory, as on the
/// command line and not from the folder of the config file, and is made absolute when the config is read; a leading <c>~/</c> is the home
/// folder.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathKeyAttribute : Attribute;
