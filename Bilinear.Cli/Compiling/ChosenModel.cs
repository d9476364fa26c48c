using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Cli.Compiling;

/// <summary>One model of a file at its arguments, checked as far as binding.</summary>
/// <param name="Compilation">Its one model is the chosen one.</param>
internal sealed record ChosenModel(BmlpCompilation Compilation, ModelCompilation Model)
{
    /// <param name="weights">What a file of weights says of its model: it stands in for what the command line leaves out. Null without one.</param>
    /// <exception cref="InputException">The file has mistakes, the model is not clear, or command line and weights contradict each other.</exception>
    public static ChosenModel Of(ModelRequest request, WeightsSource? weights)
    {
        var source = request.Text is { } text ? new SourceText(request.File, text) : SourceFile.Read(request.File);
        var whole = new BmlpCompilation(source);
        ThrowIfUnreadable(whole);
        var metadata = weights?.Metadata;
        if (request.Model is { } asked && metadata is not null && metadata.Model != asked && !weights!.IsForced)
            throw new InputException($"{weights.Path} holds {weights.Call}, and --model asks for {asked}. Leave --model out, or give other weights.");
        var name = ModelList.Choose(request.File, whole.Syntax, Asked(request, weights, whole.Syntax));

        CheckNumbers(request, whole.Syntax, name);
        var arguments = Arguments(request, weights, whole.Syntax, name);
        var given = new GivenModel(name, arguments);
        var compilation = new BmlpCompilation(source, given);
        if (compilation.Models is not [var chosen])
            throw Mistakes(compilation, given, arguments);
        if (metadata is not null && !weights!.IsForced)
            CheckProgram(request, weights, metadata, chosen.Bound);
        return new ChosenModel(compilation, chosen);
    }

    /// <summary>All models of the file as it stands, or the one that is asked for.</summary>
    /// <inheritdoc cref="Of"/>
    public static BmlpCompilation OrAll(ModelRequest request) =>
        request.Model is not null || request.Arguments.Count > 0 ? Of(request, weights: null).Compilation : SourceFile.Open(request.File);

    // The name that is asked for, and by whom.
    private static (string Name, string Origin)? Asked(ModelRequest request, WeightsSource? weights, FileSyntax file) => request.Model is { } model ? (model, "--model")
        : weights?.Metadata is not { } metadata || (weights.IsForced && !ModelList.Has(file, metadata.Model)) ? null
        : (metadata.Model, weights.Path);

    private static List<GivenArgument> Arguments(ModelRequest request, WeightsSource? weights, FileSyntax file, string model)
    {
        var set = request.Arguments.Select(pair => new GivenArgument(pair.Key, pair.Value, $"--set {ForeignText.Shorten($"{pair.Key}={pair.Value}")}")).ToList();
        var saved = weights?.Metadata?.Arguments.Where(argument => !set.Any(given => given.Name == argument.Key)) ?? [];
        if (weights is { IsForced: true })
            saved = saved.Where(argument => ModelList.Open(file, model).Any(parameter => parameter.Name.Text == argument.Key));
        return [.. saved.Select(argument => new GivenArgument(argument.Key, argument.Value, $"{weights!.Path}, {ForeignText.Shorten($"{argument.Key}={argument.Value}")}")), .. set];
    }

    // A name for a number is said here: the compiler's words are for a place in a file.
    private static void CheckNumbers(ModelRequest request, FileSyntax file, string model)
    {
        foreach (var parameter in ModelList.Open(file, model).Where(parameter => parameter.Type.Text is "dim" or "int" or "f32"))
        {
            foreach (var (name, value) in request.Arguments.Where(pair => pair.Key == parameter.Name.Text && pair.Value is [var first, ..] && (char.IsLetter(first) || first == '_')))
                throw new InputException($"--set {name}={ForeignText.Shorten(value)}: {name} is a number, such as --set {name}=512.");
        }
    }

    private static void CheckProgram(ModelRequest request, WeightsSource weights, ModelMetadata saved, BoundModel chosen)
    {
        if (saved.Arguments.FirstOrDefault(argument => !chosen.Arguments.Any(now => now.Name == argument.Key && now.Value == argument.Value)) is { Key: { } key, Value: var value })
            throw new InputException($"{weights.Path} holds {weights.Call}, so {ForeignText.Shorten(key)} is {ForeignText.Shorten(value)}, and --set asks for {ForeignText.Shorten(key)}={chosen.Arguments.First(argument => argument.Name == key).Value}. Leave --set out, or give other weights.");
        if (chosen.Parameters.Any(parameter => parameter.Measured is not null) && ProgramText.Difference(saved.Source, chosen.TrainedText!, chosen.Name) is null)
            throw new InputException($"{weights.Path} holds what training {request.File} ends with, weights of the program without its norms of measured scale: give that program, the one that `bmlp train --program` wrote, or a copy of {request.File} without these norms.");
        if (ProgramText.Difference(saved.Source, chosen.CanonicalText, chosen.Name) is { Before: var before, Now: var now })
            throw new InputException($"{weights.Path} holds weights of another program than {request.File}: theirs says {before}, and this one {now}. {weights.Advice}");
    }

    private static void ThrowIfUnreadable(BmlpCompilation file)
    {
        // What could not be read is not in the tree, so a model that is missing may be one with a mistake.
        if (file.Syntax.Declarations.All(declaration => declaration is ModelSyntax or InstanceSyntax or BlockSyntax or TrainSyntax or DecomposeSyntax))
            return;
        throw new InputException(SourceFile.MistakesOf(file));
    }

    private static InputException Mistakes(BmlpCompilation compilation, GivenModel given, List<GivenArgument> arguments)
    {
        var mistakes = SourceFile.MistakesOf(compilation);
        if (mistakes.Count > 0)
            return new InputException(mistakes);
        if (given.Mistakes.Count > 0)
            return new InputException([.. given.Mistakes.Select(mistake => new Mistake($"{mistake}") { Diagnostic = mistake.Diagnostic })]);
        var missing = ModelList.Missing(compilation.Syntax, given.Name, [.. arguments.Select(argument => argument.Name)]).ToList();
        return new InputException($"{given.Name} needs a value for {ModelList.Names(missing)}: give it one with --set {missing[0]}=VALUE.");
    }
}
