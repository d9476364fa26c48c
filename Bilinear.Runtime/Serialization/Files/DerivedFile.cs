namespace Bilinear.Serialization.Files;

/// <summary>
/// A kind of file whose name follows from that of weights, beside which it stands: a checkpoint, a program. Nobody named
/// it, so it replaces nothing but an earlier one of its kind.
/// </summary>
/// <param name="Title">What it is, with an article.</param>
/// <param name="Ending">The ending of its name.</param>
/// <param name="IsOne">Whether the file at a path is one that this runtime wrote.</param>
internal sealed record DerivedFile(string Title, string Ending, Func<string, bool> IsOne)
{
    private const string Weights = ".safetensors";

    /// <summary>
    /// Beside <c>W.safetensors</c> it is <c>W</c> with its ending, beside any other file that file's whole name with it. Null
    /// beside a device or a pipe, which may have nothing else of ours around it.
    /// </summary>
    public string? Beside(string weights) => FilePlace.Of(weights).Kind == FileKind.Stream
        ? null
        : (weights.EndsWith(Weights, StringComparison.Ordinal) ? weights[..^Weights.Length] : weights) + Ending;

    /// <exception cref="IOException">Another file stands in its place.</exception>
    public void CheckPlaceBeside(string weights)
    {
        if (Beside(weights) is not { } path)
            return;
        var place = FilePlace.Of(path);
        if (place.Kind == FileKind.Stream)
            throw new IOException($"{path} is a device or a pipe, where {Title} beside {weights} belongs. Move it away, or give the weights another name.");
        if (place.Kind == FileKind.Folder || (place.Kind == FileKind.Regular && !IsOne(place.Path)) || place.IsSameAs(FilePlace.Of(weights)))
            throw new IOException($"{path} would be replaced by {Title} beside {weights}, and is not one that Bilinear wrote, or has been changed since. Move it away, or give the weights another name.");
    }
}
