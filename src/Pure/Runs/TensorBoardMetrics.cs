using System.Globalization;

namespace Pure.Runs;

/// <summary>
/// <c>tensorboard/</c>: event files for TensorBoard and whatever else reads them. Each start of a run has a file of its own; a resumed
/// one begins with a mark that makes TensorBoard drop what the run before had written beyond the checkpoint. NaN and infinity are stored
/// as they are.
/// </summary>
public sealed class TensorBoardMetrics : IMetricSink
{
    private readonly TimeProvider _clock;
    private readonly string _path;
    private readonly FileStream _file;

    /// <summary>Starts a file.</summary>
    /// <param name="folder">The folder; made if missing.</param>
    /// <param name="keepThrough">Last step that stays valid of earlier files; -1 for none.</param>
    /// <param name="clock">Gives wall times; the system's by default.</param>
    /// <exception cref="RunFailedException">The file cannot be written.</exception>
    public TensorBoardMetrics(string folder, int keepThrough = -1, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _path = folder;
        try
        {
            Directory.CreateDirectory(folder);
            string[] earlier = Directory.GetFiles(folder, "events.out.tfevents.*");
            _path = Path.Combine(folder, NextName(earlier));
            // Without a buffer: what a full disk refused must not be tried again when the file is closed.
            _file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            _file.Write(EventRecords.Version(Now()));
            if (earlier.Length > 0) _file.Write(EventRecords.Start(Now(), keepThrough + 1));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(_path, e, "");
        }
    }

    public void Write(int step, IReadOnlyDictionary<string, double> values) =>
        Do(() => _file.Write(EventRecords.Scalars(Now(), step, values.OrderBy(pair => pair.Key, StringComparer.Ordinal))));

    public void Flush() => Do(() => _file.Flush(flushToDisk: true));

    public void Dispose() => _file.Dispose();

    private void Do(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(_path, e, "Checkpoints are untouched.");
        }
    }

    /// <summary>
    /// TensorBoard reads the files of a folder in the order of their names, so a name must come after all earlier ones even within a
    /// second.
    /// </summary>
    private string NextName(string[] earlier)
    {
        static long TimeOf(string path) =>
            long.TryParse(Path.GetFileName(path).Split('.')[3], NumberStyles.None, CultureInfo.InvariantCulture, out long time) ? time : 0;

        long newest = earlier.Select(TimeOf).DefaultIfEmpty(0).Max();
        long seconds = Math.Max(_clock.GetUtcNow().ToUnixTimeSeconds(), newest + 1);
        return string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.{Environment.MachineName}");
    }

    /// <summary>Seconds since 1970, with the fraction.</summary>
    private double Now() => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
}
