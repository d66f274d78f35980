using System.Collections;

namespace Pure.Training.Systems;

/// <summary>What each kind of a config section makes: a constructor for each record. Filled by a collection initializer, once.</summary>
/// <typeparam name="TOptions">The section's base record.</typeparam>
/// <typeparam name="TContext">What the constructors need besides.</typeparam>
/// <typeparam name="TResult">What they make.</typeparam>
public sealed class KindTable<TOptions, TContext, TResult> : IEnumerable<Type>
    where TOptions : notnull
{
    private readonly Dictionary<Type, Func<TOptions, TContext, TResult>> _makers = [];

    /// <summary>Registers a kind.</summary>
    public void Add<T>(Func<T, TContext, TResult> make)
        where T : TOptions => _makers.Add(typeof(T), (options, context) => make((T)options, context));

    /// <summary>Makes what the options describe.</summary>
    public TResult Make(TOptions options, TContext context) => _makers[options.GetType()](options, context);

    /// <summary>The records that are registered.</summary>
    public IEnumerator<Type> GetEnumerator() => _makers.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
