// Reads the version needs of a 64-bit little-endian ELF library (section SHT_GNU_verneed) and marks one of them weak.
// Layout: System V gABI and the GNU symbol-versioning extension (Elf64_Verneed: 16 bytes, Elf64_Vernaux: 16 bytes).
using System.Buffers.Binary;
using System.Text;

namespace Pure.Tensors;

/// <summary>Edits the symbol-version needs in the image of a shared library.</summary>
internal static class ElfVersionNeeds
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const byte WeakFlag = 2;

    /// <summary>Marks every need for <paramref name="version"/> as weak.</summary>
    /// <returns>How many needs were marked.</returns>
    public static int Weaken(Span<byte> elf, string version)
    {
        int marked = 0;
        int sections = (int)U64(elf, 0x28), size = U16(elf, 0x3A), count = U16(elf, 0x3C);
        for (int section = sections; section < sections + (count * size); section += size)
        {
            if (U32(elf, section + 4) != VersionNeedSection) continue;
            int names = (int)U64(elf, sections + ((int)U32(elf, section + 0x28) * size) + 0x18);
            int need = (int)U64(elf, section + 0x18);
            for (uint n = U32(elf, section + 0x2C); n > 0; n--, need += (int)U32(elf, need + 12))
            {
                int entry = need + (int)U32(elf, need + 8);
                for (int k = U16(elf, need + 2); k > 0; k--, entry += (int)U32(elf, entry + 12))
                {
                    if (NameAt(elf, names + (int)U32(elf, entry + 8)) != version) continue;
                    elf[entry + 4] |= WeakFlag;
                    marked++;
                }
            }
        }

        return marked;
    }

    private static string NameAt(Span<byte> elf, int offset)
    {
        Span<byte> name = elf[offset..];
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
    }

    private static ushort U16(Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong U64(Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
