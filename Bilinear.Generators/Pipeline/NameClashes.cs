using System.Collections.Immutable;
using Bilinear.Generators.Diagnostics;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Pipeline;

/// <summary>What only several files together show: one name in two of them, and names that differ in case alone.</summary>
/// <param name="Owners">Of each name that stands in several files, the first file in ordinal order: its code is emitted, so that users of the type see one error.</param>
/// <param name="CaseTwins">Names whose hint names a case-insensitive file system could not tell apart.</param>
public sealed record NameClashes(EquatableArray<ModelOwner> Owners, EquatableArray<string> CaseTwins)
{
    public static NameClashes Find(ImmutableArray<FileExports> files)
    {
        var places = files.SelectMany(file => file.Models.Select(model => (Model: model, file.Path))).ToList();
        var owners = places
            .GroupBy(place => place.Model, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new ModelOwner(group.Key, new EquatableArray<string>(group.Select(place => place.Path).OrderBy(path => path, StringComparer.Ordinal))))
            .OrderBy(owner => owner.Model, StringComparer.Ordinal);
        var twins = places
            .Select(place => place.Model)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(model => model, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)
            .OrderBy(model => model, StringComparer.Ordinal);
        return new NameClashes(new EquatableArray<ModelOwner>(owners), new EquatableArray<string>(twins));
    }

    /// <summary>The file's diagnostics, with one for each model that another file has too.</summary>
    public FileDiagnostics AddTo(FileDiagnostics file)
    {
        var clashes =
            from place in file.Models
            from owner in Owners
            where owner.Model == place.Model
            let other = owner.Paths.First(path => path != file.Path)
            select new DiagnosticInfo(
                HostRules.DuplicateAcrossFiles.Id,
                $"`{place.Model}` is also a model of {Path.GetFileName(other)}; rename one of them, or give one file another namespace.",
                place.Location);
        return file with { Items = new EquatableArray<DiagnosticInfo>(file.Items.Concat(clashes)) };
    }

    /// <summary>The file's outputs under names that are unique in the compilation.</summary>
    public IEnumerable<OutputFile> Resolve(EquatableArray<OutputFile> outputs)
    {
        foreach (var output in outputs)
        {
            var owner = Owners.FirstOrDefault(candidate => candidate.Model == output.Model);
            if (owner is not null && owner.Paths[0] != output.Path)
                continue;
            yield return CaseTwins.Contains(output.Model) ? output with { HintName = HintNames.Distinguish(output.HintName, output.Model) } : output;
        }
    }
}

public sealed record ModelOwner(string Model, EquatableArray<string> Paths);
