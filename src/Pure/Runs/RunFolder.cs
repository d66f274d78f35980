// The folder of one run: everything that a run writes, under fixed names, so that any program can find it. Opening it settles up front
// whether the run may be written there: nothing is loaded or computed before.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Config;

namespace Pure.Runs;

/// <summary>A folder opened for writing by one run. Disposing it lets others open it.</summary>
public sealed class RunFolder : IDisposable
{
    private const string ConfigName = "config.yaml";
    private const string EnvironmentName = "environment.json";
    private const string MetricsName = "metrics.jsonl";
    private const string TensorBoardName = "tensorboard";
    private const string RolloutsName = "rollouts.db";
    private const string CheckpointsName = "checkpoints";
    private const string ReportName = "report.html";
    private const string LockName = ".lock";
    private const string BeginAgain = "Use --overwrite to delete it and begin again, or choose another output_dir.";

    private static readonly string[] Names =
    [
        ConfigName, EnvironmentName, MetricsName, TensorBoardName, RolloutsName, RolloutsName + "-wal", RolloutsName + "-shm",
        CheckpointsName, ReportName,
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder itself, absolute.</summary>
    public string Path { get; }

    /// <summary>The resolved configuration.</summary>
    public string ConfigPath => System.IO.Path.Combine(Path, ConfigName);

    /// <summary>One entry for each start of the run.</summary>
    public string EnvironmentPath => System.IO.Path.Combine(Path, EnvironmentName);

    /// <summary>See <see cref="JsonLinesMetrics"/>.</summary>
    public string MetricsPath => System.IO.Path.Combine(Path, MetricsName);

    /// <summary>See <see cref="TensorBoardMetrics"/>.</summary>
    public string TensorBoardPath => System.IO.Path.Combine(Path, TensorBoardName);

    /// <summary>See <see cref="RolloutStore"/>.</summary>
    public string RolloutsPath => System.IO.Path.Combine(Path, RolloutsName);

    /// <summary>See <see cref="CheckpointFolders"/>.</summary>
    public string CheckpointsPath => System.IO.Path.Combine(Path, CheckpointsName);

    public string ReportPath => System.IO.Path.Combine(Path, ReportName);

    /// <summary>Whether a folder holds anything of a run.</summary>
    public static bool HoldsRun(string path) => Names.Any(name => System.IO.Path.Exists(System.IO.Path.Combine(path, name)));

    /// <summary>Opens a folder for a run, writes its configuration and adds to its environment.</summary>
    /// <param name="path">The folder; made if missing.</param>
    /// <param name="config">The configuration as resolved.</param>
    /// <param name="options">New, resumed or overwritten, and what is needed.</param>
    /// <param name="environment">The surroundings of this start.</param>
    /// <exception cref="PureException">The folder holds another run, or none where one is to be resumed, is used by another process,
    /// cannot be written or has too little space. Nothing was changed.</exception>
    public static RunFolder Open<T>(string path, T config, RunOptions options, RunEnvironment environment)
        where T : notnull
    {
        path = System.IO.Path.GetFullPath(path);

        // A config made in code may hold what reading resolves, such as relative paths; compared and written is what a reader would get.
        config = ConfigFile.Parse<T>(ConfigFile.Write(config), "the configuration", []);
        CheckBefore(path, config, options);
        var folder = new RunFolder(path, Lock(path));
        try
        {
            CheckSpace(path, options);
            if (options.Start == RunStart.Overwrite) DeleteRun(path);
            folder.Describe(config, environment with { Resumed = options.Start == RunStart.Resume });
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void CheckBefore<T>(string path, T config, RunOptions options)
        where T : notnull
    {
        if (File.Exists(path)) throw new PureException($"The output folder '{path}' is a file. Choose another output_dir.");
        if (options.Start == RunStart.Resume) CheckResume(path, config, options.ResumableKeys);
        if (options.Start == RunStart.New && HoldsRun(path)) throw new PureException(HowToGoOn(path, config));
    }

    private static void CheckResume<T>(string path, T config, IReadOnlyList<string> resumableKeys)
        where T : notnull
    {
        if (!HoldsRun(path)) throw new PureException($"There is no run in '{path}' to resume. Start it without --resume, or correct output_dir.");
        if (!HasConfig(path))
            throw new PureException($"The run in '{path}' has no {ConfigName}, so it is not known how it was made and it cannot be resumed. {BeginAgain}");

        bool MayChange(string key) => resumableKeys.Any(free => key == free || key.StartsWith(free + ".", StringComparison.Ordinal));
        ConfigDifference[] changed = [.. Differences(path, config).Where(difference => !MayChange(difference.Path))];
        if (changed.Length == 0) return;
        string free = resumableKeys.Count == 0 ? "" : $" Only {string.Join(", ", resumableKeys)} may change.";
        throw new PureException(
            $"The run in '{path}' was made with another configuration and cannot be resumed with this one:\n{Lines(changed)}\n"
            + $"Give the same values, or choose another output_dir.{free}");
    }

    private static string HowToGoOn<T>(string path, T config)
        where T : notnull
    {
        if (!HasConfig(path)) return $"'{path}' already holds a run, without its configuration. {BeginAgain}";
        IReadOnlyList<ConfigDifference> differences = Differences(path, config);
        return differences.Count == 0
            ? $"'{path}' already holds a run, with the same configuration. Use --resume to go on with it, --overwrite to delete it and begin again, or choose another output_dir."
            : $"'{path}' already holds a run, with another configuration:\n{Lines(differences)}\n{BeginAgain}";
    }

    private static bool HasConfig(string path) => File.Exists(System.IO.Path.Combine(path, ConfigName));

    private static IReadOnlyList<ConfigDifference> Differences<T>(string path, T config)
        where T : notnull
    {
        string file = System.IO.Path.Combine(path, ConfigName);
        try
        {
            return ConfigDifference.Between(ConfigFile.Load<T>(file, []), config);
        }
        catch (PureException e)
        {
            throw new PureException($"'{path}' holds a run whose configuration this command cannot read: it is another command's, another version's, or was edited. {BeginAgain}\n{e.Message}", e);
        }
    }

    private static string Lines(IEnumerable<ConfigDifference> differences) =>
        string.Join('\n', differences.Select(difference => $"  {difference.Path}: {difference.First} there, {difference.Second} here"));

    /// <summary>
    /// Makes the folder and holds a lock in it: two processes that write one run would spoil it. The lock goes with the process, however
    /// that ends.
    /// </summary>
    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw new PureException($"The output folder '{path}' cannot be made: {e.Message} Choose another output_dir.", e);
        }

        string file = System.IO.Path.Combine(path, LockName);
        try
        {
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.WriteByte((byte)'\n');
            held.Flush();
            return held;
        }
        catch (IOException e) when (DiskErrors.IsInUse(e))
        {
            throw new PureException($"Another process is writing to '{path}'. Wait for it to end, or choose another output_dir.", e);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw new PureException($"The output folder '{path}' cannot be written: {(DiskErrors.IsFull(e) ? "the disk is full." : e.Message)} Make it writable, or choose another output_dir.", e);
        }
    }

    /// <summary>What the run has in the folder already counts towards what it needs: a resume keeps it, an overwrite frees it.</summary>
    private static void CheckSpace(string path, RunOptions options)
    {
        long needed = options.NeededBytes - DiskSpace.Used(System.IO.Path.Combine(path, CheckpointsName)), free = DiskSpace.Free(path);
        if (free < needed)
            throw new PureException($"The disk of '{path}' has {DiskSpace.Words(free)} free, and this run needs {DiskSpace.Words(needed)} for its checkpoints. Free some space, keep fewer checkpoints, or choose another output_dir.");
    }

    private static void DeleteRun(string path)
    {
        try
        {
            foreach (string name in Names.Select(name => System.IO.Path.Combine(path, name)))
            {
                if (Directory.Exists(name)) Directory.Delete(name, recursive: true);
                else File.Delete(name);
            }
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw new PureException($"The run in '{path}' cannot be deleted: {e.Message} Make it writable, or choose another output_dir.", e);
        }
    }

    private void Describe<T>(T config, RunEnvironment environment)
        where T : notnull
    {
        JsonArray starts = File.Exists(EnvironmentPath) ? EarlierStarts() : [];
        starts.Add(JsonSerializer.SerializeToNode(environment, Json));
        AtomicFile.WriteText(EnvironmentPath, new JsonObject { ["starts"] = starts }.ToJsonString(Json) + "\n");
        AtomicFile.WriteText(ConfigPath, ConfigFile.Write(config));
    }

    private JsonArray EarlierStarts()
    {
        string problem = "it has no list 'starts'.";
        try
        {
            if (JsonNode.Parse(File.ReadAllText(EnvironmentPath)) is JsonObject file && file["starts"] is JsonArray starts) return (JsonArray)starts.DeepClone();
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }

        throw new PureException($"'{EnvironmentPath}' cannot be read: {problem} Repair or delete it; the run itself does not need it.");
    }
}
