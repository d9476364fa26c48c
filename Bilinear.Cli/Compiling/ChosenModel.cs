using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;
using Bilinear.Training;

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
        if (request.Model is { } asked && weights?.Metadata is { } found && found.Model != asked)
            throw new InputException($"{weights.Path} holds {weights.Call}, and --model asks for {asked}. Leave --model out, or give other weights.");
        var name = ModelList.Choose(request.File, whole.Syntax, request.Model is { } model ? (model, "--model") : weights?.Metadata is { } metadata ? (metadata.Model, weights.Path) : null);

        var arguments = Arguments(request, weights);
        var given = new GivenModel(name, arguments);
        var compilation = new BmlpCompilation(source, given);
        if (compilation.Models is not [var chosen])
            throw Mistakes(compilation, given, arguments);
        if (weights?.Metadata is { } saved && saved.Arguments.FirstOrDefault(argument => !chosen.Bound.Arguments.Any(now => now.Name == argument.Key && now.Value == argument.Value)) is { Key: { } key, Value: var value })
            throw new InputException($"{weights.Path} holds {weights.Call}, so {key} is {value}, and --set asks for {key}={chosen.Bound.Arguments.First(argument => argument.Name == key).Value}. Leave --set out, or give other weights.");
        return new ChosenModel(compilation, chosen);
    }

    /// <summary>All models of the file as it stands, or the one that is asked for.</summary>
    /// <inheritdoc cref="Of"/>
    public static BmlpCompilation OrAll(ModelRequest request) =>
        request.Model is not null || request.Arguments.Count > 0 ? Of(request, weights: null).Compilation : SourceFile.Open(request.File);

    private static List<GivenArgument> Arguments(ModelRequest request, WeightsSource? weights)
    {
        var set = request.Arguments.Select(pair => new GivenArgument(pair.Key, pair.Value, $"--set {pair.Key}={pair.Value}")).ToList();
        var saved = weights?.Metadata?.Arguments.Where(argument => !set.Any(given => given.Name == argument.Key)) ?? [];
        return [.. saved.Select(argument => new GivenArgument(argument.Key, argument.Value, $"{weights!.Path}, {argument.Key}={argument.Value}")), .. set];
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
            return new InputException([.. given.Mistakes.Select(line => new Mistake(line))]);
        var missing = ModelList.Missing(compilation.Syntax, given.Name, [.. arguments.Select(argument => argument.Name)]).ToList();
        return new InputException($"{given.Name} needs a value for {string.Join(", ", missing.Select(name => $"`{name}`"))}: give it one with --set {missing[0]}=VALUE.");
    }
}
