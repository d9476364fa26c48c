using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>A page of one's own, from charts, pictures and tables.</summary>
public sealed class StudyPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OneLayer _model = OneLayer.Random(inputs: 16);
    private readonly DataSet _data;

    public StudyPageTests() => _data = _model.Data(20);

    [Fact]
    public void APage_HasItsNumbers_AndItsSectionsInTheirOrder()
    {
        var spectra = _model.Decompose(data: _data);
        var page = new StudyPage("A study", "Of one model.").Number("3", "models");
        page.Section("First", "said in a sentence")
            .Text("Of `head`.")
            .Table(["size", "accuracy"], [["16", "0.5"]])
            .Curves("A caption.", "eigenvectors", [1, 2, 5], new StudyCurve("kept", [new(0.5, double.NaN), new(0.75, double.NaN), new(1, double.NaN)]))
            .Spectrum(spectra[2], "class 2", 0)
            .CountCurves("Another.", "node", [1, 10, 100], new StudyCurve("kept", [new(0.5, 0.1), new(0.75, 0.1), new(1, 0.1)]));
        page.Section("Second")
            .Eigenvectors(spectra, (spectra[2], "class 2", 1))
            .Vectors(_data, ("a vector", new double[16]))
            .Samples(_data, ("a sample", new float[16]));

        page.Write(_folder["page.html"], _folder["figures"]);

        var html = File.ReadAllText(_folder["page.html"]);
        Assert.Equal(page.Render(), html);
        var body = XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]).Element("body")!;
        Assert.Equal(["First", "Second"], body.Descendants("h2").Select(heading => heading.Value));
        Assert.Equal(["3models"], body.Descendants("ul").First().Elements().Select(item => item.Value));
        Assert.Equal(["head"], body.Descendants("code").Select(code => code.Value));
        Assert.Contains("16", body.Descendants("table").First().Value, StringComparison.Ordinal);
        Assert.Equal(3, body.OfClass("svg", "chart").Count());
        Assert.Contains("class 2: λ, no. 2", body.Value, StringComparison.Ordinal);
        Assert.Equal(1 + 3 + 1 + 1, body.Descendants("img").Count());
        Assert.Equal(["1.3.csv", "1.3.svg", "1.4.csv", "1.4.svg", "1.5.csv", "1.5.svg", "2.1.1.eigenvector.2.png", "index.csv"], Directory.GetFiles(_folder["figures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var spectra = _model.Decompose();
        var section = new StudyPage("A study", "").Section("First");

        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => section.Table(["a", "b"], [["1"]])).ParamName);
        Assert.Equal("curves", Assert.Throws<ArgumentException>(() => section.Curves("", "", [1, 2], new StudyCurve("a", [new(1, double.NaN)]))).ParamName);
        StudyCurve curve = new("a", [new(1, double.NaN)]);
        Assert.Contains("two charts", Assert.Throws<ArgumentException>(() => section.Curves("", "", [1], curve, curve, curve, curve)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => section.Eigenvectors(spectra, (spectra[0], "", spectra[0].Values.Count)));
        Assert.Equal("vectors", Assert.Throws<ArgumentException>(() => section.Vectors(_data, ("", new double[3]))).ParamName);
        Assert.Equal("samples", Assert.Throws<ArgumentException>(() => section.Samples(_data, ("", new float[3]))).ParamName);
    }

    [Fact]
    public void AnEstimate_IsTheMeanWithStudentsInterval()
    {
        // t of two degrees of freedom is 4.3027; s of 1, 2, 3 is 1.
        var estimate = Estimate.Of([1, 2, 3]);

        Assert.Equal(2, estimate.Mean);
        Assert.Equal(4.302653 / Math.Sqrt(3), estimate.Margin, 1e-5);
        Assert.False(Estimate.Of([1, 2]).HasInterval);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => Estimate.Of([])).ParamName);
    }

    public void Dispose() => _folder.Dispose();
}
