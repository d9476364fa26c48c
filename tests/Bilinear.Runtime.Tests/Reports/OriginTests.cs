using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class OriginTests
{
    [Fact]
    public void APage_SaysFromWhichWeightsSeedAndDataItIs_ShortAndInFull()
    {
        var model = OneLayer.Random(inputs: 16);
        var spectra = model.Decompose(SpectrumOrder.MeanActivation, keep: 2, data: model.Data(30));
        var test = model.Data(20, seed: 8);

        var footer = Page(new ReportContents("Origin", spectra) { TestData = test }).Descendants("footer").Single();

        Assert.Matches(@"^Bilinear \d+\.\d+\.[^+ ]+ · OneLayer, parameters ", footer.Element("p")!.Value);
        Assert.Contains($" {spectra.WeightsHash[..12]} · seed 7, trained on drawn 00ff · data ", footer.Element("p")!.Value, StringComparison.Ordinal);
        Assert.Equal([spectra.WeightsHash, "00ff", spectra.Data!.Checksum, test.Checksum], footer.Descendants("code").Select(code => code.Attribute("title")!.Value["SHA-256 ".Length..]));
        Assert.All([spectra.WeightsHash, "00ff", spectra.Data.Checksum, test.Checksum], checksum => Assert.Contains($"SHA-256 {checksum}", footer.Element("details")!.Value, StringComparison.Ordinal));
        Assert.Equal(Report.Render(new ReportContents("Origin", spectra)), Report.Render(new ReportContents("Origin", spectra)));
    }
}
