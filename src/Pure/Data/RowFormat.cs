namespace Pure.Data;

/// <summary>A layout of rows: which columns it has, and what they make.</summary>
/// <typeparam name="T">What a row becomes.</typeparam>
/// <param name="Name">The name in <see cref="DataOptions.Format"/>.</param>
/// <param name="Columns">Columns that every row has; a file with all of them in its first row is taken to be of this format.</param>
/// <param name="Read">Makes things of a row: mostly one, several where a row holds several. Throws FormatException when the row is not sound; adds to the counts what it leaves out on purpose.</param>
public sealed record RowFormat<T>(string Name, IReadOnlyList<string> Columns, Func<RowFields, LeftOut, IEnumerable<T>> Read)
{
    /// <summary>A format that makes one thing of each row.</summary>
    public static RowFormat<T> One(string name, IReadOnlyList<string> columns, Func<RowFields, T> read) => new(name, columns, (fields, _) => [read(fields)]);

    internal bool Fits(RowFields fields) => Columns.All(fields.Has);
}
