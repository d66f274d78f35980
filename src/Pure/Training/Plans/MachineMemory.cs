// Memory that this process may still take: what the kernel says is available, and what the container's limit leaves of it.
using System.Globalization;
using Pure.Tensors;

namespace Pure.Training.Plans;

/// <summary>Reads the machine's memory.</summary>
public static class MachineMemory
{
    /// <summary>Bytes that could be taken now; 0 when it cannot be told.</summary>
    public static long Free()
    {
        long available = Field("/proc/meminfo", "MemAvailable:");
        long limit = Number("/sys/fs/cgroup/memory.max"), used = Number("/sys/fs/cgroup/memory.current");
        if (limit <= 0 || used < 0) return available;

        // Pages of files count as used but are given back when needed.
        long files = FieldOf("/sys/fs/cgroup/memory.stat", "inactive_file ", 1);
        return Math.Max(0, Math.Min(available, limit - used + files));
    }

    /// <summary>The most memory this process has had at once, in bytes: since it began, or since <see cref="ForgetPeak"/>.</summary>
    public static long Peak() => Field("/proc/self/status", "VmHWM:");

    /// <summary>Gives what is free inside the process back to the system and counts <see cref="Peak"/> anew from what it holds now; does nothing where the kernel does not let it.</summary>
    public static void ForgetPeak()
    {
        FreedMemory.Return();
        try
        {
            // 5 resets the peak (proc(5), clear_refs).
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The peak since the beginning is what there is then.
        }
    }

    private static long Field(string file, string name) => FieldOf(file, name, 1024);

    private static long FieldOf(string file, string name, long unit)
    {
        if (!File.Exists(file)) return 0;
        string? line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        string digits = line?[name.Length..].Trim().Split(' ')[0] ?? "";
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value * unit : 0;
    }

    private static long Number(string file)
    {
        if (!File.Exists(file)) return -1;
        return long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : -1;
    }
}
