namespace Bilinear.Serialization.Files;

/// <summary>What is at a path.</summary>
internal enum FileKind
{
    None,
    Regular,
    Folder,

    /// <summary>A device, a pipe, a socket, or what this process has open: bytes go into it in their order, and nothing can take its place.</summary>
    Stream,
}
