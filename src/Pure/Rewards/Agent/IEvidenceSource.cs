namespace Pure.Rewards.Agent;

/// <summary>Where the factuality agent finds what speaks for one answer or the other.</summary>
public interface IEvidenceSource
{
    /// <summary>Texts for a query, the best first, joined by blank lines; empty when nothing is found.</summary>
    Task<string> FindAsync(string query, CancellationToken cancel);
}
