using Bilinear.Dsl;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit;
using Bilinear.Generators.Emit.Text;
using Bilinear.Text;

namespace Bilinear.Generators.Pipeline;

/// <summary>One file from text to code. The compilation's trees end here: only equatable records go on.</summary>
internal static class FileCompiler
{
    public static CompiledFile Compile(BmlpFile file, CancellationToken cancel)
    {
        var source = new SourceText(file.Path, file.Text ?? "");
        if (file.Text is null)
            return Failed(source, HostRules.Unreadable.Id, HostRules.UnreadableMessage(file.FileName));

        // The last net: a mistake of ours is reported in the user's file, where CS8785 would name neither file nor cause.
        try
        {
            return Compile(file, new BmlpCompilation(source), cancel);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            return Failed(source, HostRules.Internal.Id, HostRules.InternalMessage(file.FileName, mistake.GetType().Name, ForeignText.Clean(mistake.Message)));
        }
    }

    private static CompiledFile Compile(BmlpFile file, BmlpCompilation compilation, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var source = compilation.Source;
        var @namespace = compilation.Syntax.Namespace?.Name.Text ?? file.DefaultNamespace;
        var mistakes = compilation.Diagnostics.Concat(ModelNames.Mistakes(compilation.Syntax, @namespace)).Concat(WrongNamespace(file, compilation)).ToList();
        var diagnostics = mistakes.Concat(HiddenModels(compilation, @namespace)).Select(diagnostic =>
            new DiagnosticInfo(diagnostic.Rule.Id, diagnostic.Message, LocationInfo.At(source, diagnostic.Span))).ToList();

        cancel.ThrowIfCancellationRequested();
        var models = ModelNames.Of(compilation.Syntax, @namespace).ToList();
        var outputs = mistakes.Count == 0
            ? compilation.Models.SelectMany(model => ModelEmitter.Emit(new ModelFacts(model, file.FileName, @namespace)))
            : ShellEmitter.Emit(compilation.Syntax, file.FileName, @namespace);

        var places = models.Select(model => new ModelPlace(model.QualifiedName, LocationInfo.At(source, model.Name.Span))).ToList();
        return new CompiledFile(
            new EquatableArray<OutputFile>(outputs.Select(output => new OutputFile(file.Path, output.Model, HintNames.Of(output.Model, output.Part), output.Code))),
            new FileDiagnostics(file.Path, new EquatableArray<DiagnosticInfo>(diagnostics), new EquatableArray<ModelPlace>(places)),
            new FileExports(file.Path, new EquatableArray<string>(places.Select(place => place.Model).Distinct())));
    }

    /// <summary>Reports the namespace of an item, where the file needs it.</summary>
    private static IEnumerable<Diagnostic> WrongNamespace(BmlpFile file, BmlpCompilation compilation)
    {
        if (compilation.Syntax.Namespace is null && file.ItemNamespace.Length > 0 && !Namespaces.IsOne(file.ItemNamespace))
        {
            yield return new Diagnostic(
                HostRules.WrongNamespace,
                new TextSpan(0, 0),
                HostRules.WrongNamespaceMessage(ForeignText.Quote(file.ItemNamespace), ForeignText.Quote(file.DefaultNamespace)));
        }
    }

    /// <summary>Code outside the namespace looks for a namespace first.</summary>
    private static IEnumerable<Diagnostic> HiddenModels(BmlpCompilation compilation, string @namespace) =>
        from model in ModelNames.Of(compilation.Syntax, @namespace)
        where @namespace.Split('.')[0] == model.Name.Text
        select new Diagnostic(
            HostRules.NamespaceHidesModel,
            model.Name.Span,
            HostRules.NamespaceHidesModelMessage(@namespace, model.Name.Text));

    private static CompiledFile Failed(SourceText source, string id, string message) => new(
        default,
        new FileDiagnostics(source.Path, new EquatableArray<DiagnosticInfo>([new DiagnosticInfo(id, message, LocationInfo.At(source, new TextSpan(0, 0)))]), default),
        new FileExports(source.Path, default));
}
