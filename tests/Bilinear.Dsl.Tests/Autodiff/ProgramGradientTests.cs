using Bilinear.Dsl.Text;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>Every program that compiles: its gradients against the slopes of its loss.</summary>
public class ProgramGradientTests
{
    // Relu has a corner; elsewhere the differences agree to about 1e-8.
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Programs => [.. Files(Repository.Language).Concat(Files(Path.Combine(Repository.Corpus, "ok")))];

    [Theory, MemberData(nameof(Programs))]
    public void Gradients_EqualTheSlopesOfTheLoss(string program)
    {
        var compilation = new BmlpCompilation(new SourceText(program, File.ReadAllText(Path.Combine(Repository.Tests, program))));
        if (compilation.Models.Count == 0)
            Assert.Skip("It has no model that compiles.");

        foreach (var model in compilation.Models.Select(model => model.Differentiated!))
        {
            var feeds = RandomFeeds.For(model.Gradient, batch: 2);

            // Without noise: its σ moves with the parameters, and no gradient flows through it.
            var error = FiniteDifferences.LargestErrorAlongDirections(model.Gradient, feeds);
            Assert.True(error < Tolerance, $"{model.Model.Name}: {error}");
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.bmlp", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Tests, file)).Order(StringComparer.Ordinal)
        : [];
}
