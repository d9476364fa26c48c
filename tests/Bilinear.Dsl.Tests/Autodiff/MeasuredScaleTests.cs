using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Text;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>What a measured scale has in the place of a gradient: Σ x² over the rows, of each channel, of all that the norm reads.</summary>
public class MeasuredScaleTests
{
    [Fact]
    public void ItsGradient_IsTheSumOfSquares()
    {
        var model = Compile(File.ReadAllText(Repository.Program("measured_norms"))).Models.Single(model => model.Bound.Name == "Measured");
        var (gradient, feeds) = (model.Differentiated!.Gradient, RandomFeeds.For(model.Differentiated!.Gradient, batch: 3));
        var forward = Interpreter.RunAll(model.Lowered.Forward, feeds);
        double[] ValuesOf(string name) => forward[model.Lowered.Forward.Named.Single(named => named.Name == name).Value.Id].Elements;

        Check("rows.scale", feeds.Input, 3);
        Check("stack.0.norm.scale", ValuesOf("embed"), 6);
        Check("stack.1.norm.scale", ValuesOf("stack.0"), 6);
        Check("last.scale", ValuesOf("stack"), 6);

        void Check(string parameter, double[] x, int channels)
        {
            var index = gradient.Parameters.ToList().FindIndex(symbol => symbol.Path == parameter);
            var sums = Interpreter.Run(gradient, feeds)[gradient.Outputs.Count - gradient.Parameters.Count + index].Elements;
            Assert.Equal(channels, sums.Length);
            for (var channel = 0; channel < channels; channel++)
                Assert.Equal(x.Where((_, place) => place % channels == channel).Sum(value => value * value), sums[channel], 1e-9);
        }
    }

    [Fact]
    public void ANormThatIsAppliedTwice_AddsUpWhatItReads()
    {
        var model = Compile("""
            model Net(x: f32[4]) -> y: f32[2] {
              norm   = rmsnorm(scale: channel)
              first  = bilinear(4)
              second = linear(2)

              return x |> norm |> first |> norm |> second
            }
            """).Models.Single();
        var gradient = model.Differentiated!.Gradient;
        var feeds = RandomFeeds.For(gradient, batch: 5);
        var first = Interpreter.RunAll(model.Lowered.Forward, feeds)[model.Lowered.Forward.Named.Single(named => named.Name == "first").Value.Id].Elements;
        var sums = Interpreter.Run(gradient, feeds)[gradient.Outputs.Count - gradient.Parameters.Count].Elements;

        for (var channel = 0; channel < 4; channel++)
            Assert.Equal(feeds.Input.Concat(first).Where((_, place) => place % 4 == channel).Sum(value => value * value), sums[channel], 1e-9);
    }

    private static BmlpCompilation Compile(string program)
    {
        var compilation = new BmlpCompilation(new SourceText("measured.bmlp", program));
        Assert.Empty(compilation.Diagnostics);
        return compilation;
    }
}
