using Bilinear.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bilinear.Generators.Tests;

/// <summary>The generated code of every program of the corpus reads as if a person had written it.</summary>
public sealed class GeneratedStyleTests
{
    private const int LongestLine = 139;

    /// <summary>Every program of the corpus, and one with a mistake, whose classes are shells.</summary>
    private static readonly IReadOnlyList<Compilation> Outputs =
    [
        .. CorpusProgram.All.Select(program => GeneratorRun.Of("", [(program.FileName, program.Text)], rootNamespace: "Corpus").Output),
        GeneratorRun.Of("", [("wrong.bmlp", CorpusProgram.Named("mnist").Text.Replace("|> head", "|> haed", StringComparison.Ordinal))]).Output,
    ];

    private static IEnumerable<SyntaxNode> Files => Outputs.SelectMany(output => output.SyntaxTrees)
        .Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).Select(tree => tree.GetRoot());

    [Fact]
    public void Lines_AreShort()
    {
        foreach (var file in Files)
        {
            // The model's program stands in the code as its author wrote it.
            var programs = file.DescendantTokens().Where(token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)).Select(token => token.Span).ToList();
            var text = file.GetText();
            Assert.All(text.Lines.Where(line => !programs.Any(program => program.Contains(line.Span))), line =>
                Assert.True(line.Span.Length <= LongestLine, $"{file.SyntaxTree.FilePath}: a line has {line.Span.Length} characters: {line}"));
        }
    }

    [Fact]
    public void Locals_AreRead()
    {
        foreach (var member in Files.SelectMany(file => file.DescendantNodes().OfType<MemberDeclarationSyntax>()).Where(member => member is BaseMethodDeclarationSyntax))
        {
            var read = member.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
            Assert.All(member.DescendantNodes().OfType<VariableDeclaratorSyntax>(), local =>
                Assert.True(read.Contains(local.Identifier.ValueText), $"{member.SyntaxTree.FilePath}: `{local.Identifier.ValueText}` is never read."));
        }
    }

    [Fact]
    public void Usings_AreNeeded() =>
        Assert.DoesNotContain(Outputs.SelectMany(output => output.GetDiagnostics()), diagnostic => diagnostic.Id == "CS8019");

    [Fact]
    public void NumbersOfACall_HaveNames()
    {
        foreach (var arguments in Files.SelectMany(file => file.DescendantNodes().OfType<ArgumentListSyntax>()))
        {
            var bare = arguments.Arguments.Where(argument =>
                argument.NameColon is null && argument.Expression.IsKind(SyntaxKind.NumericLiteralExpression) && !argument.GetTrailingTrivia().Any(SyntaxKind.MultiLineCommentTrivia));
            Assert.True(bare.Count() < 2, $"{arguments.SyntaxTree.FilePath}: {arguments.Parent}");
        }
    }

    [Fact]
    public void Models_AreMarkedAsGenerated()
    {
        foreach (var type in Files.SelectMany(file => file.DescendantNodes().OfType<ClassDeclarationSyntax>()).Where(type => type.Parent is not TypeDeclarationSyntax && type.BaseList is not null))
            Assert.StartsWith("global::System.CodeDom.Compiler.GeneratedCode(\"Bilinear\", ", type.AttributeLists.Single().Attributes.Single().ToString(), StringComparison.Ordinal);
    }

    /// <summary>What only generated code uses is not offered to who completes a name.</summary>
    [Fact]
    public void Epilogues_ArePrivate() => Assert.All(
        Files.SelectMany(file => file.DescendantNodes().OfType<StructDeclarationSyntax>()).Where(type => type.BaseList is not null),
        epilogue => Assert.Contains(epilogue.Modifiers, modifier => modifier.IsKind(SyntaxKind.PrivateKeyword)));
}
