using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Pure.Runs;

namespace Pure.Tests.Runs;

/// <summary>The files are read back with the protocol buffer library, so that writer and reader share no code.</summary>
public sealed class TensorBoardMetricsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void The_checksum_is_that_of_the_format()
    {
        // RFC 3720, B.4: CRC-32C of 32 zero bytes is 8a9136aa, of the digits 1 to 9 e3069283.
        Assert.Equal(Mask(0x8a9136aa), EventRecords.MaskedCrc(new byte[32]));
        Assert.Equal(Mask(0xe3069283), EventRecords.MaskedCrc("123456789"u8));
    }

    [Fact]
    public void Every_step_comes_back_with_its_time_and_numbers()
    {
        var clock = new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250) };
        using (var metrics = new TensorBoardMetrics(_temporary.Path, clock: clock))
        {
            metrics.Write(1, Values(("loss", 0.5), ("reward/mean", -1e9), ("grad_norm", double.NaN)));
            clock.Now += TimeSpan.FromMilliseconds(500);
            metrics.Write(300, Values(("größe", 3)));
            metrics.Flush();
        }

        string file = Assert.Single(Directory.GetFiles(_temporary.Path));
        Assert.StartsWith("events.out.tfevents.1700000000.", Path.GetFileName(file), StringComparison.Ordinal);
        Event[] events = [.. Read(file)];
        Assert.Equal(3, events.Length);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((1, 1_700_000_000.25), (events[1].Step, events[1].WallTime));
        Assert.Equal("grad_norm=NaN loss=0.5 reward/mean=-1E+09", events[1].Scalars);
        Assert.Equal((300, 1_700_000_000.75), (events[2].Step, events[2].WallTime));
        Assert.Equal("größe=3", events[2].Scalars);
    }

    [Fact]
    public void A_resumed_run_adds_a_file_that_is_read_later_and_takes_back_the_steps_after_the_checkpoint()
    {
        for (int start = 0; start < 3; start++)
        {
            using var metrics = new TensorBoardMetrics(_temporary.Path, keepThrough: start - 1);
            metrics.Write(start, Values(("loss", start)));
        }

        string[] files = [.. Directory.GetFiles(_temporary.Path).Order(StringComparer.Ordinal)];
        Assert.Equal(3, files.Length);
        Assert.Equal(",loss=0", string.Join(',', Read(files[0]).Select(e => e.Scalars)));
        Event[] last = [.. Read(files[2])];
        Assert.Equal(",,loss=2", string.Join(',', last.Select(e => e.Scalars)));
        Assert.Equal((1, 2), (last[1].SessionStatus, (int)last[1].Step));
    }

    public void Dispose() => _temporary.Dispose();

    private static uint Mask(uint crc) => ((crc >> 15) | (crc << 17)) + 0xa282ead8;

    private static Dictionary<string, double> Values(params (string Name, double Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static IEnumerable<Event> Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(EventRecords.MaskedCrc(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            byte[] data = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(EventRecords.MaskedCrc(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            at += 16 + length;
            yield return Event.Parse(data);
        }
    }

    private sealed record Event(double WallTime, long Step, string FileVersion, string Scalars, int SessionStatus)
    {
        public static Event Parse(byte[] data)
        {
            var parsed = new Event(0, 0, "", "", 0);
            var input = new CodedInputStream(data);
            while (input.ReadTag() is var tag and not 0)
            {
                parsed = (tag >> 3) switch
                {
                    1 => parsed with { WallTime = input.ReadDouble() },
                    2 => parsed with { Step = input.ReadInt64() },
                    3 => parsed with { FileVersion = input.ReadString() },
                    5 => parsed with { Scalars = Summary(input.ReadBytes()) },
                    7 => parsed with { SessionStatus = Status(input.ReadBytes()) },
                    _ => throw new InvalidDataException($"field {tag >> 3}"),
                };
            }

            return parsed;
        }

        private static string Summary(ByteString data)
        {
            var values = new StringBuilder();
            CodedInputStream summary = data.CreateCodedInput();
            while (summary.ReadTag() is not 0)
            {
                CodedInputStream value = summary.ReadBytes().CreateCodedInput();
                Assert.Equal(1u, value.ReadTag() >> 3);
                string name = value.ReadString();
                Assert.Equal(2u, value.ReadTag() >> 3);
                values.Append(values.Length > 0 ? " " : "").Append(name).Append('=').Append(FormattableString.Invariant($"{value.ReadFloat()}"));
            }

            return values.ToString();
        }

        private static int Status(ByteString data)
        {
            CodedInputStream log = data.CreateCodedInput();
            Assert.Equal(1u, log.ReadTag() >> 3);
            return log.ReadEnum();
        }
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
