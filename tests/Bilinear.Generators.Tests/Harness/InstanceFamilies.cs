using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>Instances of one model: the first is shown in full, the others as what differs.</summary>
internal sealed class InstanceFamilies(IReadOnlyList<BoundModel> models)
{
    /// <summary>The first model of the family of <paramref name="name"/>; null for the first itself, and for one without instances.</summary>
    public string? FirstOf(string name)
    {
        if (models.FirstOrDefault(model => model.Name == name) is not { } member)
            return null;
        var first = models.First(model => Root(model) == Root(member)).Name;
        return first == name ? null : first;
    }

    // A base that lacks an argument is a template, and no bound model of its own.
    private string Root(BoundModel model)
    {
        var root = model.BaseName ?? model.Name;
        while (models.FirstOrDefault(candidate => candidate.Name == root) is { BaseName: { } next })
            root = next;
        return root;
    }
}
