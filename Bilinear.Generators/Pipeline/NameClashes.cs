using System.Collections.Immutable;
using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Emit.Text;
using Bilinear.Text;

namespace Bilinear.Generators.Pipeline;

/// <summary>What only several files together show: one name in two of them, and names that differ in case alone.</summary>
/// <param name="Owners">The owner of each name that stands in several files, which is the first file in ordinal order: its code is emitted, so that users of the type see one error.</param>
/// <param name="Twins">Names whose hint names are one, or differ only in what a case-insensitive file system cannot tell apart.</param>
/// <param name="Namespaces">Names that are also the namespace of another model, or the beginning of one: C# has no place for both.</param>
public sealed record NameClashes(EquatableArray<ModelOwner> Owners, EquatableArray<string> Twins, EquatableArray<string> Namespaces)
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
            .GroupBy(HintNames.Of, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)
            .OrderBy(model => model, StringComparer.Ordinal);
        var namespaces = new HashSet<string>(places.SelectMany(place => Outer(place.Model)), StringComparer.Ordinal);
        var hidden = places
            .Select(place => place.Model)
            .Where(namespaces.Contains)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(model => model, StringComparer.Ordinal);
        return new NameClashes(new EquatableArray<ModelOwner>(owners), new EquatableArray<string>(twins), new EquatableArray<string>(hidden));
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
                HostRules.DuplicateAcrossFilesMessage(place.Model, ForeignText.Clean(ToldApart(other, file.Path))),
                place.Location);
        var hidden =
            from place in file.Models
            where Namespaces.Contains(place.Model)
            select new DiagnosticInfo(
                HostRules.NameOfANamespace.Id,
                HostRules.NameOfANamespaceMessage(place.Model),
                place.Location);
        return file with { Items = new EquatableArray<DiagnosticInfo>(file.Items.Concat(clashes).Concat(hidden)) };
    }

    /// <summary>The file's outputs under names that are unique in the compilation.</summary>
    public IEnumerable<OutputFile> Resolve(EquatableArray<OutputFile> outputs)
    {
        foreach (var output in outputs)
        {
            var owner = Owners.FirstOrDefault(candidate => candidate.Model == output.Model);
            if ((owner is not null && owner.Paths[0] != output.Path) || Namespaces.Contains(output.Model))
                continue;
            yield return Twins.Contains(output.Model) ? output with { HintName = HintNames.Distinguish(output.HintName, output.Model) } : output;
        }
    }

    /// <summary>The end of a path, as much of it as another path does not have: <c>m.bmlp</c>, or <c>b/m.bmlp</c> beside <c>a/m.bmlp</c>.</summary>
    private static string ToldApart(string path, string other)
    {
        char[] separators = ['/', '\\'];
        var (parts, others) = (path.Split(separators), other.Split(separators));
        var shown = 1;
        while (shown < Math.Min(parts.Length, others.Length) && parts[parts.Length - shown] == others[others.Length - shown])
            shown++;
        return parts[parts.Length - shown] == others[Math.Max(0, others.Length - shown)] ? path : string.Join("/", parts.Skip(parts.Length - shown));
    }

    /// <summary>The namespaces around a model: <c>A.B</c> and <c>A</c> of <c>A.B.M</c>.</summary>
    private static IEnumerable<string> Outer(string model)
    {
        for (var dot = model.LastIndexOf('.'); dot > 0; dot = model.LastIndexOf('.', dot - 1))
            yield return model.Substring(0, dot);
    }
}

public sealed record ModelOwner(string Model, EquatableArray<string> Paths);
