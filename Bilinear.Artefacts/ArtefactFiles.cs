using System.Runtime.InteropServices;
using System.Text;
using Bilinear.Serialization.Files;

namespace Bilinear.Artefacts;

/// <summary>Writes an artefact: its code, and beside it the eigenvectors where they are too large for code.</summary>
internal static class ArtefactFiles
{
    /// <summary>What a source file may have in characters; compilers and editors become slow beyond.</summary>
    private const int LongestCode = 4 << 20;

    /// <summary>The resource that goes with the code at a path.</summary>
    public static string ResourceOf(string code) => Path.ChangeExtension(code, ".vectors");

    /// <summary>Writes both files, or the one.</summary>
    /// <returns>The files that were written: the code first.</returns>
    /// <exception cref="IOException">One cannot be written; what was there is as it was.</exception>
    public static IReadOnlyList<string> Write(ArtefactFacts facts, string path)
    {
        facts.Terms.ThrowIfNotFinite(facts.Source);
        var code = ArtefactText.Print(facts, resource: null);
        if (code.Length <= LongestCode)
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(code)));
            return [path];
        }

        var resource = ResourceOf(path);
        code = ArtefactText.Print(facts, Path.GetFileName(resource));
        var vectors = MemoryMarshal.AsBytes(facts.Terms.Rows.ToSingle().AsSpan()).ToArray();
        AtomicFile.Write([(path, stream => stream.Write(Encoding.UTF8.GetBytes(code))), (resource, stream => stream.Write(vectors))]);
        return [path, resource];
    }
}
