using Bilinear.Cli.Compiling;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Bound;

namespace Bilinear.Cli.Commands.Checking;

/// <summary>What a file comes to: its models, or why it has none to show, or its mistakes.</summary>
/// <param name="Path">As the command line has it.</param>
/// <param name="WhyNone">Null of a file with models, and of one with mistakes.</param>
internal sealed record CheckedFile(string Path, IReadOnlyList<BoundModel> Models, string? WhyNone, IReadOnlyList<Mistake> Mistakes)
{
    public static CheckedFile Of(ModelRequest request)
    {
        try
        {
            var compilation = ChosenModel.OrAll(request);
            var mistakes = SourceFile.MistakesOf(compilation);
            return mistakes.Count > 0 ? new CheckedFile(request.File, [], null, mistakes)
                : new CheckedFile(request.File, [.. compilation.Models.Select(model => model.Bound)], compilation.Models.Count == 0 ? ModelList.WhyNone(compilation.Syntax) : null, []);
        }
        catch (InputException wrong)
        {
            return new CheckedFile(request.File, [], null, wrong.Mistakes);
        }
    }
}
