namespace Pure.Config;

/// <summary>Where a value was written.</summary>
/// <param name="Source">Path of the file, or the whole override (<c>--set a.b=1</c>).</param>
/// <param name="Line">Line, from 1; 0 when the source has no lines.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct ConfigPlace(string Source, int Line, int Column)
{
    /// <summary>The form that editors and terminals turn into a link.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
