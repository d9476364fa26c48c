using System.Globalization;
using System.Xml.Linq;
using Bilinear.Reports;
using Bilinear.Reports.Files;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class FigureFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OneLayer _model = OneLayer.Random(inputs: 16, outputs: 2, bias: true);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryChartAndPicture_IsAFile_ThatTheIndexLists()
    {
        var spectra = _model.Decompose(SpectrumOrder.MeanActivation, keep: 2, data: _model.Data(30));
        var contents = new ReportContents("Figures", [spectra, _model.Decompose(basis: SpectrumBasis.Input, keep: 1), _model.Svd(keep: 1)]) { TestData = _model.Data(30, seed: 8) };

        Report.WriteFigures(_folder["figures"], contents);

        string[] there = [.. Directory.GetFiles(_folder["figures"]).Select(file => Path.GetFileName(file))];
        Assert.Equal(there.Order(StringComparer.Ordinal), File.ReadLines(_folder["figures/index.csv"]).Skip(1).Select(line => line.Split(',')[0]).Append("index.csv").Order(StringComparer.Ordinal));
        Assert.All(
            ["head.kept.svg", "head.kept.csv", "head.spectra.csv", "head.0.spectrum.svg", "head.0.spectrum.csv", "head.1.eigenvectors.csv", "head.1.eigenvector.2.png", "head.0.linear.png", "head-2.1.spectrum.svg", "body.singular-values.csv", "body.component.1.weights.csv"],
            name => Assert.Contains(name, there));
        Assert.All(there.Where(name => name.EndsWith(".svg", StringComparison.Ordinal)), name => Assert.Equal("svg", XDocument.Load(Path.Join(_folder["figures"], name)).Root!.Name.LocalName));
        string[][] rows = [.. File.ReadLines(_folder["figures/head.0.spectrum.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["number", "eigenvalue", "shown"], rows[0]);
        Assert.Equal(spectra[0].AllValues.Reverse(), rows.Skip(1).Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal(spectra[0].Values.Order(), rows.Skip(1).Where(row => row[2] == "1").Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public void ATree_IsDrawings_AndItsNodes()
    {
        var chain = new LayerChain(inputs: 16, hidden: 6, layers: 2);
        var tree = chain.Tree(branch: 3, budget: 24, chain.Data(40));

        Report.WriteFigures(_folder["tree"], new ReportContents("Tree", tree));

        var nodes = Enumerable.Range(0, tree.Outputs).Sum(output => File.ReadLines(_folder[$"tree/head.tree.{output}.csv"]).Count() - 1);
        Assert.Equal(tree.Nodes.Count, nodes);
        Assert.Contains(XDocument.Load(_folder["tree/head.tree.0.svg"]).Descendants(), element => element.Name.LocalName == "image");
        Assert.Equal(1 + tree.Curve.Count, File.ReadLines(_folder["tree/head.tree.explained.csv"]).Count());
    }

    [Fact]
    public void AFolderOfFigures_IsReplacedAsAWhole_AndNoOtherIsTouched()
    {
        Report.WriteFigures(_folder["figures"], new ReportContents("Four", _model.Decompose(keep: 4)));
        Report.WriteFigures(_folder["figures"], new ReportContents("One", _model.Decompose(keep: 1)));

        Assert.False(File.Exists(_folder["figures/head.0.eigenvector.2.png"]));
        Assert.Equal([_folder["figures"]], Directory.GetFileSystemEntries(_folder.Path));

        File.WriteAllText(_folder["figures/notes.txt"], "mine");
        var before = Directory.GetFiles(_folder["figures"]).ToDictionary(file => file, File.ReadAllBytes);
        Assert.Contains("holds other files, such as 'notes.txt'", Assert.Throws<IOException>(() => Report.Write(_folder["page.html"], new ReportContents("Four", _model.Decompose(keep: 4)), _folder["figures"])).Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_folder["figures"]).ToDictionary(file => file, File.ReadAllBytes));
        Assert.False(File.Exists(_folder["page.html"]));

        // Nor are there figures of a page that could not be written.
        Assert.ThrowsAny<IOException>(() => Report.Write(_folder["nowhere/page.html"], new ReportContents("One", _model.Decompose(keep: 1)), _folder["late"]));
        Assert.False(Directory.Exists(_folder["late"]));

        // Another's list of its own files.
        Directory.CreateDirectory(_folder["images"]);
        File.WriteAllText(_folder["images/index.csv"], "file,label\n0.png,3\n");
        File.WriteAllText(_folder["images/0.png"], "mine");
        Assert.Contains("holds other files", Assert.Throws<IOException>(() => Report.WriteFigures(_folder["images"], new ReportContents("One", _model.Decompose(keep: 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<IOException>(() => Report.WriteFigures(_folder["figures/notes.txt"], new ReportContents("One", _model.Decompose(keep: 1)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head", "head")]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("a\u0000b,\"c", "a-b--c")]
    [InlineData("..", "unnamed")]
    public void ALayersName_LeadsToNoOtherFolder(string name, string stem) => Assert.Equal(stem, FigureFiles.Stem(name));
}
