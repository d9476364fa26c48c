using Bilinear.Dsl.Text;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>Every program that compiles: its gradients against the slopes of its loss.</summary>
public class ProgramGradientTests
{
    // Relu has a corner; elsewhere the differences agree to about 1e-8.
    private const double Tolerance = 1e-6;

    /// <summary>Those that have a model: that the others are right to have none is the binder's tests' to say.</summary>
    public static TheoryData<string> Programs =>
        [.. Files(Path.Combine(Repository.Corpus, "ok")).Where(program => Compile(program).Models.Count > 0)];

    [Theory, MemberData(nameof(Programs))]
    public void Gradients_EqualTheSlopesOfTheLoss(string program)
    {
        foreach (var model in Compile(program).Models.Select(model => model.Differentiated!))
        {
            // Gates that are annealed are on their way.
            var feeds = RandomFeeds.For(model.Gradient, batch: 2) with { Sharpness = 0.3 };

            // Without noise: its σ moves with the parameters, and no gradient flows through it.
            var error = FiniteDifferences.LargestErrorAlongDirections(model.Gradient, feeds);
            Assert.True(error < Tolerance, $"{model.Model.Name}: {error}");
        }
    }

    [Fact]
    public void TheProgramsOfTheLanguage_AreAmongThem() =>
        Assert.Equal(7, Programs.Count(program => Path.GetFileNameWithoutExtension(program.Data) is "digits" or "mnist" or "deep" or "gates" or "stories" or "llama" or "attention"));

    private static BmlpCompilation Compile(string program) => new(new SourceText(program, SmallerTexts.Of(File.ReadAllText(Path.Combine(Repository.Tests, program)))));

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.bmlp", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Tests, file)).Order(StringComparer.Ordinal)
        : [];
}
