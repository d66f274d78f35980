using Pure.Data;

namespace Pure.Training;

/// <summary>Which rows an update uses: all rows in a shuffled order, shuffled anew in each pass. A function of (seed, step), so that a resumed run needs no other state.</summary>
public static class BatchOrder
{
    /// <summary>Row indices of an update.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="batchSize">Rows in an update; may be more than there are.</param>
    /// <param name="step">Update, from 0.</param>
    public static int[] Of(ulong seed, int rows, int batchSize, int step)
    {
        int[] batch = new int[batchSize];
        long pass = -1;
        int[] order = [];
        for (int i = 0; i < batchSize; i++)
        {
            long at = ((long)step * batchSize) + i;
            if (at / rows != pass)
            {
                pass = at / rows;
                order = SeedSequence.Permutation(SeedSequence.Derive(seed, (ulong)pass), rows);
            }

            batch[i] = order[at % rows];
        }

        return batch;
    }

    /// <summary>The same without a batch that reaches over the end of a pass: what is left over waits for the next pass's shuffle. So no row comes twice in one batch.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="rows">Number of rows, at least <paramref name="batchSize"/>.</param>
    /// <param name="batchSize">Rows in an update.</param>
    /// <param name="step">Update, from 0.</param>
    public static int[] Distinct(ulong seed, int rows, int batchSize, int step)
    {
        int batches = rows / batchSize;
        int[] order = SeedSequence.Permutation(SeedSequence.Derive(seed, (ulong)(step / batches)), rows);
        return order.AsSpan(step % batches * batchSize, batchSize).ToArray();
    }
}
