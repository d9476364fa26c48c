using Bilinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Pipeline;

/// <summary>
/// What one file compiles to. Outputs and diagnostics are kept apart: places move with every edit, and the outputs, which
/// hold none, then stay equal and are not handed over again.
/// </summary>
public sealed record CompiledFile(EquatableArray<OutputFile> Outputs, FileDiagnostics Diagnostics, FileExports Exports);

/// <summary>The names that a file puts into the world.</summary>
/// <param name="Models">Qualified names.</param>
public sealed record FileExports(string Path, EquatableArray<string> Models);

/// <param name="Models">Where each model is named, by qualified name: for the errors that need a second file.</param>
public sealed record FileDiagnostics(string Path, EquatableArray<DiagnosticInfo> Items, EquatableArray<ModelPlace> Models)
{
    public void Report(SourceProductionContext production)
    {
        foreach (var item in Items)
            production.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.ById(item.Id), item.Location.ToLocation(), item.Message));
    }
}

public sealed record ModelPlace(string Model, LocationInfo Location);
