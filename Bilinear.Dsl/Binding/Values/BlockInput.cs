using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>
/// Matches a block's input type with what flows into it. A single letter that is no argument is a size variable: it stands for
/// whatever size it meets, anew at each use.
/// </summary>
internal sealed class BlockInput(FileContext file)
{
    /// <summary>Checks the type by itself; its size variables are in scope afterwards, unknown.</summary>
    public void Check(TensorTypeSyntax type, ValueScope scope)
    {
        AddVariables(type, scope);
        file.Types.Bind(type, scope);
    }

    /// <summary>Binds the size variables, and says whether the type fits.</summary>
    public BlockFit Match(TensorTypeSyntax type, PortType actual, ValueScope scope)
    {
        AddVariables(type, scope);
        if (!file.Types.IsWellFormed(type))
            return BlockFit.Unknown;

        var declared = type.Sizes.SelectMany(list => list.Items).ToList();
        var found = actual.IsTokens ? [actual.Vocabulary, .. actual.Shape.Dims] : actual.Shape.Dims;
        if (type.Element.Text == "token" != actual.IsTokens || declared.Count != found.Count)
            return BlockFit.OtherAxes;

        // Variables first, wherever they stand: f32[4 * d, d] is as good as f32[d, 4 * d].
        for (var axis = 0; axis < found.Count; axis++)
        {
            if (declared[axis] is PathSyntax { SingleName: { } name } && scope.TryFindSize(name, out var known) && known is null)
                scope.SetSize(name, found[axis]);
        }

        for (var axis = 0; axis < found.Count; axis++)
        {
            if (file.Sizes.Size(declared[axis], scope) is not { } expected)
                return BlockFit.Unknown;
            if (expected != found[axis])
                return new BlockFit(BlockFitKind.OtherSize, file.Excerpt(declared[axis].Span), expected, found[axis]);
        }

        return BlockFit.Fits;
    }

    private static void AddVariables(TensorTypeSyntax type, ValueScope scope)
    {
        foreach (var size in type.Sizes.SelectMany(list => list.Items))
        {
            if (size is PathSyntax { SingleName: { Length: 1 } name } && char.IsLetter(name[0]) && !scope.Contains(name))
                scope.SetSize(name, null);
        }
    }
}
