namespace Pure.Rewards.Signals;

/// <summary>The smallest automaton of all substrings of a growing text. Edges of a state are a linked list: states have few.</summary>
internal sealed class SuffixAutomaton
{
    private readonly int[] _length;
    private readonly int[] _link;
    private readonly int[] _firstEdge;
    private readonly List<(int Symbol, int Target, int Next)> _edges;
    private int _states = 1;
    private int _last;

    public SuffixAutomaton(int capacity)
    {
        int states = (2 * capacity) + 1;
        _length = new int[states];
        _link = new int[states];
        _firstEdge = new int[states];
        _edges = new List<(int, int, int)>(states);
        _firstEdge.AsSpan().Fill(-1);
        _link[0] = -1;
    }

    /// <summary>Number of different non-empty substrings of the text so far.</summary>
    public long DistinctSubstrings { get; private set; }

    public void Append(int symbol)
    {
        int added = New(_length[_last] + 1), state = _last;
        for (; state >= 0 && Edge(state, symbol) < 0; state = _link[state]) AddEdge(state, symbol, added);
        if (state >= 0)
        {
            int edge = Edge(state, symbol), target = _edges[edge].Target;
            _link[added] = _length[state] + 1 == _length[target] ? target : Split(state, symbol, target);
        }

        DistinctSubstrings += _length[added] - _length[_link[added]];
        _last = added;
    }

    /// <summary>Gives the substrings of a state that end in two kinds of places a state of their own.</summary>
    private int Split(int state, int symbol, int target)
    {
        int copy = New(_length[state] + 1);
        for (int edge = _firstEdge[target]; edge >= 0; edge = _edges[edge].Next) AddEdge(copy, _edges[edge].Symbol, _edges[edge].Target);
        _link[copy] = _link[target];
        _link[target] = copy;
        for (; state >= 0; state = _link[state])
        {
            int edge = Edge(state, symbol);
            if (edge < 0 || _edges[edge].Target != target) break;
            _edges[edge] = _edges[edge] with { Target = copy };
        }

        return copy;
    }

    private int New(int length)
    {
        _length[_states] = length;
        _link[_states] = 0;
        return _states++;
    }

    private int Edge(int state, int symbol)
    {
        int edge = _firstEdge[state];
        while (edge >= 0 && _edges[edge].Symbol != symbol) edge = _edges[edge].Next;
        return edge;
    }

    private void AddEdge(int state, int symbol, int target)
    {
        _edges.Add((symbol, target, _firstEdge[state]));
        _firstEdge[state] = _edges.Count - 1;
    }
}
