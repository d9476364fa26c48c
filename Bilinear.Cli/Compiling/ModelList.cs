using Bilinear.Cli.Output;
using Bilinear.Dsl.Syntax;
using Bilinear.Text;

namespace Bilinear.Cli.Compiling;

/// <summary>The models that a file declares, by name, and the one that is meant.</summary>
internal static class ModelList
{
    /// <summary>The model of a name, or the file's one root model: one that is no instance of another.</summary>
    /// <param name="asked">What was asked for, and by whom; null where the file decides.</param>
    /// <exception cref="InputException">There is none of that name, or the file has not one root.</exception>
    public static string Choose(string path, FileSyntax file, (string Name, string Origin)? asked)
    {
        var all = All(file).ToList();
        if (all.Count == 0)
            throw new InputException($"{path} has no model.");
        if (asked is { } wanted)
        {
            return all.Contains(wanted.Name) ? wanted.Name
                : throw new InputException($"{path} has no model {Names([wanted.Name])}, which {wanted.Origin} asks for; it has {Names(all)}.{Suggestion.For(wanted.Name, all)}");
        }

        var roots = file.Declarations.OfType<ModelSyntax>().Select(model => model.Name.Text).ToList();
        return roots.Count == 1 ? roots[0]
            : throw new InputException($"{path} has {roots.Count} models; say which with --model: {Names(all)}.");
    }

    /// <summary>Whether the file declares a model of that name.</summary>
    public static bool Has(FileSyntax file, string model) => All(file).Contains(model);

    /// <summary>Parameters of a model that no instance on the way to it gives a value.</summary>
    public static IEnumerable<ParameterSyntax> Open(FileSyntax file, string model)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (file.Declarations.OfType<InstanceSyntax>().FirstOrDefault(instance => instance.Name.Text == model) is { } instance)
        {
            known.UnionWith(instance.Base.Arguments.Select(argument => argument.Name?.Text ?? ""));
            model = instance.Base.Name.Text;
        }
        return file.Declarations.OfType<ModelSyntax>().First(candidate => candidate.Name.Text == model).Parameters.Where(parameter => !known.Contains(parameter.Name.Text));
    }

    /// <summary>Arguments of a model that nothing gives a value.</summary>
    public static IEnumerable<string> Missing(FileSyntax file, string model, IReadOnlyCollection<string> given) =>
        Open(file, model).Where(parameter => parameter.Default is null).Select(parameter => parameter.Name.Text).Except(given);

    /// <summary>Why a file without mistakes has no model that can be shown.</summary>
    public static string WhyNone(FileSyntax file) => All(file).Select(name => (Name: name, Missing: Missing(file, name, []).ToList())).FirstOrDefault(model => model.Missing.Count > 0) is { Name: { } template, Missing: var missing }
        ? $"{template} needs a value for {Names(missing)}, as in --set {missing[0]}=…"
        : "there is no model in it";

    public static string Names(IEnumerable<string> names) => ForeignText.Join(", ", [.. names.Select(name => $"`{ForeignText.Shorten(name)}`")]);

    private static IEnumerable<string> All(FileSyntax file) =>
        file.Declarations.Where(declaration => declaration is ModelSyntax or InstanceSyntax).Select(declaration => declaration.Name.Text);
}
