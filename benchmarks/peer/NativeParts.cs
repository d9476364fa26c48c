using System.Buffers.Binary;
using System.Text;

namespace Bilinear.Benchmarks.Peer;

/// <summary>
/// TorchSharp's library asks for version GLIBCXX_3.4.32 of the C++ library, which distributions of before 2023 lack, for the
/// sake of one symbol that nothing calls: it has no relocation. Here that need is marked as weak, so the loader lets it pass.
/// </summary>
internal static class NativeParts
{
    private const int VersionNeeds = 0x6fff_fffe; // SHT_GNU_verneed
    private const ushort Weak = 2;                // VER_FLG_WEAK

    public static void MakeLoadable(string folder)
    {
        var path = Path.Combine(folder, "libLibTorchSharp.so");
        if (!OperatingSystem.IsLinux() || !File.Exists(path)) return;
        var elf = File.ReadAllBytes(path);
        if (!Weaken(elf, "GLIBCXX_3.4.32")) return;
        File.WriteAllBytes(path + ".new", elf);
        File.Move(path + ".new", path, overwrite: true);
    }

    // The section of needed versions is a list of libraries, each with a list of versions; see "Symbol Versioning" of the LSB.
    private static bool Weaken(Span<byte> elf, string version)
    {
        var (table, size, count) = ((int)UInt64(elf, 0x28), UInt16(elf, 0x3A), UInt16(elf, 0x3C));
        for (var section = table; section < table + size * count; section += size)
        {
            if (UInt32(elf, section + 4) != VersionNeeds) continue;
            var names = (int)UInt64(elf, table + (int)UInt32(elf, section + 0x28) * size + 0x18);
            var library = (int)UInt64(elf, section + 0x18);
            while (true)
            {
                var entry = library + (int)UInt32(elf, library + 8);
                for (var left = UInt16(elf, library + 2); left > 0; left--, entry += (int)UInt32(elf, entry + 12))
                {
                    var name = elf[(names + (int)UInt32(elf, entry + 8))..];
                    if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) != version) continue;
                    if ((UInt16(elf, entry + 4) & Weak) != 0) return false;
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], Weak);
                    return true;
                }
                var next = (int)UInt32(elf, library + 12);
                if (next == 0) break;
                library += next;
            }
        }
        return false;
    }

    private static ushort UInt16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint UInt32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);

    private static ulong UInt64(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt64LittleEndian(elf[at..]);
}
