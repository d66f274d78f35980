// TensorBoard's event files: a sequence of TFRecords, each holding one protocol buffer of type Event. TorchSharp's SummaryWriter is not
// used: it opens the file anew for every number, stores whole seconds only, and would tie the run folder to the tensor library. The few
// fields needed here are written by hand; the layouts are
//   TFRecord: length (8 bytes), masked CRC of it (4), data, masked CRC of the data (4), all little-endian;
//   Event:    1 wall_time double, 2 step int64, 3 file_version string, 5 summary, 7 session_log (1 status: 1 = START);
//   Summary:  1 value, repeated, with 1 tag string and 2 simple_value float.
using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Pure.Runs;

/// <summary>Encodes TensorBoard events.</summary>
internal static class EventRecords
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The first event of each file.</summary>
    public static byte[] Version(double wallTime) => Event(wallTime, 0, field: 3, "brain.Event:2"u8);

    /// <summary>Says that the run (re)starts at a step: TensorBoard then drops what it read of this step and later ones.</summary>
    public static byte[] Start(double wallTime, long step)
    {
        var log = new ArrayBufferWriter<byte>();
        Tag(log, 1, Varint);
        Number(log, 1);
        return Event(wallTime, step, field: 7, log.WrittenSpan);
    }

    /// <summary>The scalars of one step.</summary>
    public static byte[] Scalars(double wallTime, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var summary = new ArrayBufferWriter<byte>();
        var value = new ArrayBufferWriter<byte>();
        foreach ((string name, double number) in values)
        {
            value.Clear();
            Block(value, 1, Encoding.UTF8.GetBytes(name));
            Tag(value, 2, Fixed32);
            BinaryPrimitives.WriteSingleLittleEndian(value.GetSpan(4), (float)number);
            value.Advance(4);
            Block(summary, 1, value.WrittenSpan);
        }

        return Event(wallTime, step, field: 5, summary.WrittenSpan);
    }

    /// <summary>Frames data as one record.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        byte[] record = new byte[8 + 4 + data.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedCrc(data));
        return record;
    }

    /// <summary>CRC-32C (Castagnoli), rotated and shifted, so that the sum of data that holds sums stays a good one.</summary>
    public static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data) crc = BitOperations.Crc32C(crc, b);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8;
    }

    private static byte[] Event(double wallTime, long step, int field, ReadOnlySpan<byte> content)
    {
        var data = new ArrayBufferWriter<byte>();
        Tag(data, 1, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(data.GetSpan(8), wallTime);
        data.Advance(8);
        Tag(data, 2, Varint);
        Number(data, (ulong)step);
        Block(data, field, content);
        return Frame(data.WrittenSpan);
    }

    private static void Block(ArrayBufferWriter<byte> data, int field, ReadOnlySpan<byte> content)
    {
        Tag(data, field, Bytes);
        Number(data, (ulong)content.Length);
        data.Write(content);
    }

    private static void Tag(ArrayBufferWriter<byte> data, int field, int type) => Number(data, (ulong)((field << 3) | type));

    /// <summary>Seven bits a byte, lowest first; the top bit says that more follow.</summary>
    private static void Number(ArrayBufferWriter<byte> data, ulong value)
    {
        for (; value >= 0x80; value >>= 7) data.Write([(byte)(value | 0x80)]);
        data.Write([(byte)value]);
    }
}
