// The one way options enter: YAML, bound strictly to a record of defaults and ranges. Reading runs in three steps, each a file: text to a
// tree of values (YamlReader), overrides into the tree (ConfigOverrides), tree to the record (ConfigBinder). Problems of all three are
// reported together.
using System.Text;
using System.Text.Json.Nodes;

namespace Pure.Config;

/// <summary>Reads, writes and describes config files.</summary>
/// <remarks>
/// A config record has init properties with defaults and no constructor parameters. A key is the property's name in snake_case, inherited
/// ones included. Types: text, bool, int, long, ulong, double, enum (members in snake_case, or as <c>[JsonStringEnumMemberName]</c>
/// says), their nullable forms, records, abstract records (a section of several kinds, see <see cref="ConfigKindAttribute"/>), and <c>T[]</c> or <c>IReadOnlyList&lt;T&gt;</c> of these. Attributes: <c>[Required]</c> (the key
/// must have a value, given or as a default, and not be empty), <c>[Range]</c>, <c>[AllowedValues]</c>, <c>[MinLength]</c>,
/// <c>[MaxLength]</c>, <see cref="PathKeyAttribute"/>; rules between keys through <see cref="IChecked"/>. What a key means is the summary
/// of its property.
/// </remarks>
public static class ConfigFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a config file.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="overrides">Values that replace those of the file, each <c>key.path=value</c> with the value in YAML.</param>
    /// <exception cref="PureException">The file cannot be read, or anything in it or the overrides is wrong: all of it, with line and
    /// column.</exception>
    public static T Load<T>(string path, IReadOnlyList<string> overrides)
        where T : notnull
    {
        return Parse<T>(ReadText(path), path, overrides);
    }

    /// <summary>Reads a config file as far as it can be read, with everything that is wrong with it.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="overrides">As for <see cref="Load{T}"/>.</param>
    /// <param name="kinds">Records of the kinds of config that there are, by the name of the section that only they have.</param>
    /// <returns>The record, with its defaults wherever a value is wrong; <see langword="null"/> when it is not known what kind it is.</returns>
    /// <exception cref="PureException">The file cannot be read at all.</exception>
    public static (object? Config, IReadOnlyList<string> Problems) Examine(string path, IReadOnlyList<string> overrides, IReadOnlyDictionary<string, Type> kinds)
    {
        var problems = new ConfigProblems();
        if (YamlReader.ReadFile(ReadText(path), path, problems) is not { } given) return (null, problems.Lines(path));
        ConfigNode.Map values = ConfigOverrides.Apply(given, overrides, problems);
        string[] found = [.. kinds.Keys.Where(kind => values.Find(kind) is not null)];
        if (found.Length != 1)
        {
            problems.Add(given.Place, "", $"{(found.Length == 0 ? "there is none" : "there is more than one")} of the sections {string.Join(", ", kinds.Keys)}, and the one that is there says what the file configures.");
            return (null, problems.Lines(path));
        }

        Type type = kinds[found[0]];
        object config = new ConfigBinder(type, problems).Record(values, ConfigKeys.New(type), "");
        return (config, problems.Lines(path));
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, StrictUtf8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PureException($"There is no config file '{path}'. Relative paths are taken from '{Environment.CurrentDirectory}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"The config file '{path}' cannot be read: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new PureException($"The config file '{path}' is not text in UTF-8. Save it in that encoding.", e);
        }
    }

    /// <summary>Reads a config from text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="overrides">As for <see cref="Load{T}"/>.</param>
    /// <exception cref="PureException">Anything is wrong with it.</exception>
    public static T Parse<T>(string yaml, string sourceName, IReadOnlyList<string> overrides)
        where T : notnull
    {
        var problems = new ConfigProblems();
        ConfigNode.Map? given = YamlReader.ReadFile(yaml, sourceName, problems);
        ConfigNode.Map values = ConfigOverrides.Apply(given ?? new ConfigNode.Map(new ConfigPlace(sourceName, 1, 1), []), overrides, problems);

        // Of a file that is not YAML nothing is known; to call its keys missing would be noise.
        if (given is null) problems.ThrowIfAny(sourceName);
        object config = new ConfigBinder(typeof(T), problems).Record(values, ConfigKeys.New(typeof(T)), "");
        problems.ThrowIfAny(sourceName);
        return (T)config;
    }

    /// <summary>The config as YAML with every key, the same bytes for equal configs; reading it back gives the same config.</summary>
    /// <param name="config">A config record.</param>
    /// <param name="describe">Whether to add each key's description and range as a comment.</param>
    public static string Write<T>(T config, bool describe = false)
        where T : notnull => ConfigWriter.Write(config, describe);

    /// <summary>The JSON Schema (draft 2020-12) of a config, for editors.</summary>
    public static JsonObject Schema<T>() => Schema(typeof(T));

    /// <summary>The JSON Schema of the config record <paramref name="type"/>.</summary>
    public static JsonObject Schema(Type type) => ConfigSchema.Of(type);

    /// <summary>
    /// All defaults of the config record <paramref name="type"/> as YAML with comments; required keys stand with what the record has,
    /// mostly null.
    /// </summary>
    /// <param name="type">A config record.</param>
    /// <param name="kinds">Kinds of sections, each <c>section.kind=name</c>, whose keys are shown instead of those of the default kind.</param>
    /// <exception cref="PureException">There is no such section or kind.</exception>
    public static string Defaults(Type type, IReadOnlyList<string>? kinds = null)
    {
        object config = ConfigKeys.New(type);
        foreach (string text in kinds ?? [])
        {
            string[] parts = text.Split(['.', '=']);
            ConfigKey? key = parts.Length == 3 && parts[1] == ConfigVariants.Key ? ConfigKeys.Of(type).FirstOrDefault(key => key.Name == parts[0] && ConfigVariants.Has(key.Type)) : null;
            object? section = key is null ? null : ConfigVariants.Start(key.Type, parts[2], key.Get(config));
            if (section is null)
            {
                string known = string.Join(", ", ConfigKeys.Of(type).Where(k => ConfigVariants.Has(k.Type)).SelectMany(k => ConfigVariants.Of(k.Type).Select(kind => $"{k.Name}.kind={kind.Name}")));
                throw new PureException($"'{text}' is no kind of a section. {(known.Length > 0 ? $"Known are {known}." : "This config has no section with kinds.")}");
            }

            key!.Set(config, section);
        }

        return ConfigWriter.Write(config, describe: true);
    }
}
