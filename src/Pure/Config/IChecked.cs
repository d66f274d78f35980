namespace Pure.Config;

/// <summary>A config record with rules between its keys, which no attribute on a single key can say.</summary>
public interface IChecked
{
    /// <summary>
    /// Everything wrong with the values together: one sentence each, with the value and what to do. A sentence that begins with the name
    /// of a key of this record, or the path of one below it ("num_generations is 1, but ...", "rl.num_generations is 1, but ..."), is
    /// reported at the line of that key. Called only when every key of the record was read without a problem; nested records are asked on
    /// their own.
    /// </summary>
    IEnumerable<string> Problems();
}
