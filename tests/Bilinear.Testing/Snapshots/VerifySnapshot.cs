#if VERIFY
using VerifyXunit;

namespace Bilinear.Testing.Snapshots;

/// <summary>The same comparison by Verify.XunitV3, where its package can be restored: -p:SnapshotEngine=Verify.</summary>
public static class Snapshot
{
    public static async Task Match(string text, string directory, string name, string extension = "txt") =>
        await Verifier.Verify(text, extension).UseDirectory(directory).UseFileName(name).DisableRequireUniquePrefix();
}
#endif
