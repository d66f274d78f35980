using Pure.Runs;

namespace Pure.Cli.Demo;

/// <summary>Where the files of one seed of a demo lie.</summary>
/// <param name="Root">Folder of the seed.</param>
internal sealed record DemoFolders(string Root)
{
    public string Start => Path.Combine(Root, "start");

    public string Data => Path.Combine(Root, "data");

    public string Sft => Path.Combine(Root, "sft");

    public string Reward => Path.Combine(Root, "reward");

    /// <summary>An RL run, by the key of its variant.</summary>
    public string Rl(string key) => Path.Combine(Root, "rl-" + key);

    public string DataFile(string name) => Path.Combine(Data, name);

    public string ConfigFile(string name) => Path.Combine(Root, "configs", name + ".yaml");

    /// <summary>What an RL run keeps of its evaluations for the report.</summary>
    public string Samples(string key) => Path.Combine(Rl(key), "samples.jsonl");

    /// <summary>Held-out responses of the start policy with the index of their first wrong step, in ProcessBench's format.</summary>
    public string ProcessBench => DataFile("processbench.jsonl");

    /// <summary>What the reward model is worth: its judgement and its choices.</summary>
    public string Judgement => Path.Combine(Root, "judgement.json");

    /// <summary>The folder through which the newest checkpoint of a run is found.</summary>
    public static string Final(string run) => Path.Combine(run, "checkpoints", "latest");

    /// <summary>Says that a stage of data is written completely, so that it is not written again.</summary>
    public void WriteMark(string stage) => AtomicFile.WriteText(Mark(stage), "written completely\n");

    /// <summary>Whether a stage of data is there.</summary>
    public bool HasMark(string stage) => File.Exists(Mark(stage));

    private string Mark(string stage) => Path.Combine(Data, $".{stage}-complete");
}
