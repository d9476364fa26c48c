using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Text;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>A norm whose scale is measured divides by the batch's own in training, and by the running one in the forward pass.</summary>
public class MeasuredScaleTests
{
    private const int Batch = 3;

    private static readonly ModelCompilation Model = Compiled();

    [Fact]
    public void InThePlaceOfAGradient_IsTheScaleOfTheBatch()
    {
        var (training, gradient) = (Model.Lowered.Training, Model.Differentiated!.Gradient);
        var feeds = RandomFeeds.For(gradient, Batch);
        var results = Interpreter.RunAll(training, feeds);
        double[] ValuesOf(string name) => results[training.Values.Single(value => value.Name == name).Id].Elements;
        double[] GradientOf(string parameter) => Interpreter.Run(gradient, feeds)[gradient.Outputs.Count - gradient.Parameters.Count + gradient.Parameters.ToList().FindIndex(symbol => symbol.Path == parameter)].Elements;

        CheckOne("rows.scale", feeds.Input, 3, 1e-8);
        CheckOne("last.scale", ValuesOf("stack.1"), 6, 1e-5);
        CheckChannels("stack.0.norm.scale", ValuesOf("embed"));
        CheckChannels("stack.1.norm.scale", ValuesOf("stack.0"));

        void CheckOne(string parameter, double[] x, int channels, double epsilon) =>
            Assert.Equal(Enumerable.Repeat(1 / Math.Sqrt(x.Average(value => value * value) + epsilon), channels), GradientOf(parameter), IsClose);

        void CheckChannels(string parameter, double[] x) =>
            Assert.Equal(Enumerable.Range(0, 6).Select(channel => 1 / Math.Sqrt(x.Where((_, place) => place % 6 == channel).Average(value => value * value) + 1e-8)), GradientOf(parameter), IsClose);
    }

    /// <summary>At the scales of the batch both passes are one; at others only the forward pass sees them.</summary>
    [Fact]
    public void TheRunningScale_IsForTheForwardPassAlone()
    {
        var (training, forward, gradient) = (Model.Lowered.Training, Model.Lowered.Forward, Model.Differentiated!.Gradient);
        var feeds = RandomFeeds.For(gradient, Batch);
        var trained = Interpreter.Run(training, feeds)[0].Elements;
        Assert.NotEqual(trained, Interpreter.Run(forward, feeds)[0].Elements);

        var gradients = Interpreter.Run(gradient, feeds).Skip(gradient.Outputs.Count - gradient.Parameters.Count);
        var batch = gradient.Parameters.Zip(gradients).ToDictionary(pair => pair.First.Path, pair => pair.First.Measured is null ? feeds.Parameters[pair.First.Path] : pair.Second.Elements);
        Assert.Equal(trained, Interpreter.Run(training, feeds with { Parameters = batch })[0].Elements);
        Assert.Equal(trained, Interpreter.Run(forward, feeds with { Parameters = batch })[0].Elements, IsClose);
    }

    [Fact]
    public void ItsGradient_EqualsFiniteDifferences()
    {
        var gradient = Model.Differentiated!.Gradient;
        var error = FiniteDifferences.LargestError(gradient, RandomFeeds.For(gradient, Batch));
        Assert.True(error < 1e-7, $"{error}");
    }

    private static bool IsClose(double expected, double actual) => Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected));

    private static ModelCompilation Compiled()
    {
        var compilation = new BmlpCompilation(new SourceText("measured.bmlp", File.ReadAllText(Repository.Program("measured_norms"))));
        Assert.Empty(compilation.Diagnostics);
        return compilation.Models.Single(model => model.Bound.Name == "Measured");
    }
}
