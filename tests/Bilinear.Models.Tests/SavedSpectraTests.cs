using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Examples.Digits;
using Examples.Mnist;
using Examples.Stack;

namespace Bilinear.Models.Tests;

/// <summary>The typed <c>Spectra</c> of a model, read from the file that it wrote: no weights are needed, and another model's file is refused.</summary>
public sealed class SavedSpectraTests(CpuFixture fixture) : IClassFixture<CpuFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_GivesEveryEntryOfTheBlock()
    {
        var (train, _) = DataSet.Digits();
        using var digits = new Digits(fixture.Device);
        using var mnist = new Mnist30(fixture.Device);
        digits.Decompose(train).Save(_folder["digits"]);
        var waves = DataSet.Create("waves", [28, 28], Enumerable.Range(0, 784 * 20).Select(index => MathF.Sin(index)).ToArray(), DataTarget.Labelled("digit", [.. Enumerable.Range(0, 20).Select(index => index % 10)], 10));
        mnist.Decompose(waves).Save(_folder["mnist"]);

        var saved = Digits.Spectra.Load(_folder["digits"]);
        saved.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["digits"]), File.ReadAllBytes(_folder["again"]));
        Assert.Equal(8, saved.Head[3].Values.Count);

        var all = Mnist30.Spectra.Load(_folder["mnist"]);
        all.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["mnist"]), File.ReadAllBytes(_folder["again"]));
        Assert.Equal(10, all.BodySvd.Count);

        using var stack = new Stack(fixture.Device);
        stack.Decompose(train).Save(_folder["stack"]);
        var tree = Stack.Spectra.Load(_folder["stack"]);
        tree.Save(_folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["stack"]), File.ReadAllBytes(_folder["again"]));

        Assert.Contains("and this is Digits", Assert.Throws<SafeTensorsException>(() => Digits.Spectra.Load(_folder["mnist"])).Message, StringComparison.Ordinal);
    }
}
