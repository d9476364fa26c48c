using System.Collections;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Tests.Syntax;

/// <summary>Walks a tree by its properties, so that no kind of node can be forgotten.</summary>
internal static class SyntaxNodes
{
    public static IEnumerable<SyntaxNode> ChildrenOf(SyntaxNode node) =>
        node.GetType().GetProperties().SelectMany(property => property.GetValue(node) switch
        {
            SyntaxNode child => [child],
            IEnumerable children and not string => children.OfType<SyntaxNode>(),
            _ => (IEnumerable<SyntaxNode>)[],
        });

    public static IEnumerable<SyntaxNode> All(SyntaxNode root)
    {
        var open = new Stack<SyntaxNode>([root]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in ChildrenOf(node))
                open.Push(child);
        }
    }
}
