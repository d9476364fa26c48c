using Bilinear.Data;

namespace Bilinear.Cli.Data;

/// <summary>A data set that can be fetched: its four files, and where the public has them.</summary>
internal sealed record Mirror(IdxFolder Data, Uri Address)
{
    public static IReadOnlyList<Mirror> All { get; } =
    [
        new(IdxFolder.Mnist, new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/")),
        new(IdxFolder.FashionMnist, new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
    ];
}
