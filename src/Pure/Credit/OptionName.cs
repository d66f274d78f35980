using System.Text;

namespace Pure.Credit;

/// <summary>Names of enumerated options as they are written in configuration files and on the command line.</summary>
public static class OptionName
{
    /// <summary>PaddedWidth becomes padded_width.</summary>
    public static string Snake(Enum value)
    {
        string name = value.ToString();
        var snake = new StringBuilder(name.Length + 4);
        for (int k = 0; k < name.Length; k++)
        {
            if (k > 0 && char.IsUpper(name[k])) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[k]));
        }

        return snake.ToString();
    }

    /// <summary>The value of that name.</summary>
    /// <param name="text">The name, in snake case.</param>
    /// <param name="option">What it was given for, named in the message.</param>
    /// <exception cref="PureException">There is no such value; the message lists all.</exception>
    public static T Parse<T>(string text, string option)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Snake(value) == text) return value;
        }

        throw new PureException($"{option} '{text}' is not known. Choose one of {string.Join(", ", Enum.GetValues<T>().Select(value => Snake(value)))}.");
    }
}
