using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using Bilinear.Training;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>Outputs that are numbers have no answer that could be right, or the same.</summary>
public sealed class RegressionReportTests
{
    // One output is no choice, whatever the loss; of several the loss decides.
    public static TheoryData<int, LossKind> Regressions => new() { { 1, LossKind.MeanSquaredError }, { 3, LossKind.MeanSquaredError }, { 1, LossKind.CrossEntropy } };

    [Theory, MemberData(nameof(Regressions))]
    public void Page_SaysNothingOfAnswers(int outputs, LossKind loss)
    {
        var contents = Contents(outputs, loss);

        var text = Report.Render(contents);

        foreach (var word in new[] { "answer", "accuracy", "prediction" })
            Assert.DoesNotContain(word, text.Replace("OneLayer", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Single(Page(contents).Descendants("polyline"));
        if (loss == LossKind.MeanSquaredError)
            Assert.Contains("mean squared error on 40 test samples", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Classifier_IsSaidToHaveThem()
    {
        var text = Report.Render(Contents(3, LossKind.CrossEntropy));

        Assert.All(["same answer", "get the model's answer from the tree", "predictions that the decomposition changes"], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void NamedInputs_AreBarsAndNames_AndSamplesHaveNumbersAndTargets()
    {
        var page = Page(Contents(3, LossKind.MeanSquaredError, new DataSchema { Columns = [.. Enumerable.Range(0, 16).Select(column => new DataColumn($"column{column}"))] }));

        Assert.Matches(@"^sample \d+, 0: [+−]", page.OfClass("ul", "inputs").First().Elements("li").First().Value);
        Assert.Contains("its target and its activation", page.Value, StringComparison.Ordinal);
        Assert.Contains("effective inputs", page.Value, StringComparison.Ordinal);
        Assert.All(page.Descendants("image"), leaf => Assert.Matches(@"^column0 [+−][^,]+, column1 .*, column15 [+−]", leaf.Element("title")!.Value));
        Assert.NotEmpty(page.Descendants("image"));
    }

    private static ReportContents Contents(int outputs, LossKind loss, DataSchema? schema = null)
    {
        var model = OneLayer.Random(inputs: 16, outputs: outputs);
        (model.Loss, model.Schema) = (loss, schema);
        var (train, test) = (Numbers(model, 30, seed: 7), Numbers(model, 40, seed: 8));
        var tree = SpectralTree.Compute(model.Parameters, new TreePlan("head", model.Path) { Branch = 3, Budget = 2 * outputs }, train);
        return new ReportContents("Random", [model.Decompose(data: train), tree])
        {
            Test = new Evaluation(test.Count, [new OutputEvaluation("y", 0.5, double.NaN)]),
            TestData = test,
            Exactness = new Exactness(1e-7, 0, test.Count),
        };
    }

    private static DataSet Numbers(OneLayer model, int samples, int seed)
    {
        var inputs = new float[samples * model.Inputs];
        model.Data(samples, seed).CopyInputs(0, inputs);
        return DataSet.Regression("random", [model.Inputs], inputs, new float[samples * model.Outputs]);
    }
}
