using System.IO.Compression;
using System.Text;

namespace Bilinear.Cli.Tests;

/// <summary>Files of NumPy's, byte by byte.</summary>
internal static class RawNumpy
{
    public static byte[] Npy(IReadOnlyList<long> shape, float[] values)
    {
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text), .. values.SelectMany(BitConverter.GetBytes)];
    }

    public static void Write(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(bytes);
    }
}
