using Bilinear.Generators.Pipeline;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators;

/// <summary>
/// Compiles every <c>.bmlp</c> file of a project. The steps are named in <see cref="TrackingNames"/>, and what flows between
/// them are equatable records without a Roslyn object, so that an edit reruns only what it concerns: C# edits nothing, white
/// space and comments no further than Compile, an edit in one file nothing of another.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BilinearGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".bmlp", StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) => BmlpFile.Read(pair.Left, pair.Right, cancel))
            .WithTrackingName(TrackingNames.Read);

        var compiled = files
            .Select(static (file, cancel) => FileCompiler.Compile(file, cancel))
            .WithTrackingName(TrackingNames.Compile);

        // Only names are collected, so that bodies stay cached file by file.
        var clashes = compiled
            .Select(static (file, _) => file.Exports)
            .WithTrackingName(TrackingNames.Exports)
            .Collect()
            .Select(static (exports, _) => NameClashes.Find(exports))
            .WithTrackingName(TrackingNames.Clashes);

        var diagnostics = compiled
            .Select(static (file, _) => file.Diagnostics)
            .Combine(clashes)
            .Select(static (pair, _) => pair.Right.AddTo(pair.Left))
            .WithTrackingName(TrackingNames.Diagnostics);

        var outputs = compiled
            .Select(static (file, _) => file.Outputs)
            .Combine(clashes)
            .SelectMany(static (pair, _) => pair.Right.Resolve(pair.Left))
            .WithTrackingName(TrackingNames.Output);

        context.RegisterSourceOutput(diagnostics, static (production, file) => file.Report(production));
        context.RegisterSourceOutput(outputs, static (production, output) => production.AddSource(output.HintName, output.Code));
    }
}
