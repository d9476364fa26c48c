using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Where values are not told apart, the space is reported and not only a basis of it.</summary>
public sealed class EigenspaceTests
{
    // y = Σ_a u_a h_a², so Q = diag(u): two pairs that are equal, or nearly, and one value alone.
    private static readonly float[] Diagonal = [3, 3, -1, 2, -1];

    [Fact]
    public void EqualValues_AreOneSpace_WithItsProjector()
    {
        var spectrum = Model(Diagonal).Decompose()[0];

        Assert.Equal([-1.0, 3.0], spectrum.Eigenspaces.Select(space => space.Value));
        Assert.All(spectrum.Eigenspaces, space => Assert.Equal(2, space.Dimension));
        var projector = spectrum.Eigenspaces[1].Projector();
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 5; column++)
                Assert.Equal(row == column && row < 2 ? 1 : 0, projector[row, column], 1e-12);
        }

        Assert.Same(spectrum.Eigenspaces[1], spectrum.EigenspaceOf(0));
        Assert.Null(spectrum.EigenspaceOf(2));
        Assert.Equal(2, spectrum.Values[2], 1e-12);
    }

    [Fact]
    public void ValuesThatAreToldApart_HaveNoSpace()
    {
        Assert.Empty(Model([3, 3.001f, -1, 2, -1.001f]).Decompose()[0].Eigenspaces);
        Assert.Empty(OneLayer.Random().Decompose()[0].Eigenspaces);
    }

    [Fact]
    public void NullSpace_IsOne()
    {
        // Two hidden units give a form of rank 4 at most, in 8 dimensions.
        var space = Assert.Single(OneLayer.Random(units: 2).Decompose()[0].Eigenspaces);

        Assert.Equal(4, space.Dimension);
        Assert.Equal(0, space.Value, 1e-12);
    }

    [Fact]
    public void File_HoldsTheProjectorsOfKeptPairs()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spectra.safetensors");

        Model(Diagonal).Decompose(keep: 2).Save(path);

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal([0, 3, 2, 3], file.ReadFloats("head.eigen.eigenspaces"));
        Assert.Equal([1, 5, 5], file.Tensors["head.eigen.projectors"].Shape);
        Assert.StartsWith("1E-05", file.Metadata["head.eigen.eigenspace_tolerance"], StringComparison.Ordinal);
    }

    private static OneLayer Model(float[] head)
    {
        var identity = new float[25];
        for (var index = 0; index < 5; index++)
            identity[index * 6] = 1;
        return new OneLayer { Inputs = 5, Hidden = 5, Units = 5, Outputs = 1, Embed = identity, Body = [.. identity, .. identity], Head = head };
    }
}
