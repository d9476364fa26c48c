using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>The blocks and models of a file by name; blocks and models share one set of names.</summary>
internal sealed class DeclarationTable
{
    private readonly FileContext _file;
    private readonly Dictionary<string, DeclarationSyntax> _declarations = new(StringComparer.Ordinal);

    public DeclarationTable(FileContext file, FileSyntax syntax)
    {
        _file = file;
        foreach (var declaration in syntax.Declarations.Where(declaration => declaration is not (TrainSyntax or DecomposeSyntax)))
            Add(declaration);
    }

    /// <summary>The models, in the order of the file.</summary>
    public List<ModelSymbol> Models { get; } = [];

    public Dictionary<string, ModelSymbol> ModelsByName { get; } = new(StringComparer.Ordinal);

    /// <summary>The <c>train</c> or <c>decompose</c> blocks of the file with their models; each model's first, if it could be read.</summary>
    /// <param name="keyword">The word that they begin with.</param>
    public IEnumerable<(ModelSymbol Model, T Block)> BlocksOfModels<T>(FileSyntax syntax, string keyword)
        where T : DeclarationSyntax
    {
        var seen = new Dictionary<string, NameSyntax>(StringComparer.Ordinal);
        foreach (var block in syntax.Declarations.Where(declaration => declaration is T || (declaration as UnreadableSyntax)?.Keyword == keyword))
        {
            var name = block.Name.Text;
            if (!ModelsByName.TryGetValue(name, out var model))
                ReportNoModel(block.Name);
            else if (seen.TryGetValue(name, out var first))
                _file.Diagnostics.ReportSecondBlock(block.Name.Span, keyword, name, _file.LineOf(first.Span));
            else if (block is T { IsComplete: true } found)
                yield return (model, found);
            if (!seen.ContainsKey(name))
                seen.Add(name, block.Name);
        }
    }

    /// <summary>A name stands where a model's should.</summary>
    public void ReportNoModel(NameSyntax name)
    {
        if (_file.Blocks.ContainsKey(name.Text) || _file.UnreadableBlocks.Contains(name.Text))
            _file.Diagnostics.ReportBlockAsModel(name.Span, name.Text);
        else
            _file.Diagnostics.ReportUnknownModel(name.Span, name.Text, _file.Names.Nearest(name.Text, _file.Models), _file.Models);
    }

    private void Add(DeclarationSyntax declaration)
    {
        var name = declaration.Name.Text;
        if (declaration is UnreadableSyntax { Keyword: "train" or "decompose" } || name.Length == 0)
            return;

        if (_declarations.TryGetValue(name, out var first))
        {
            _file.Diagnostics.ReportDuplicateDeclaration(declaration.Name.Span, name, first is BlockSyntax or UnreadableSyntax { Keyword: "block" } ? "block" : "model", _file.LineOf(first.Name.Span));
            return;
        }

        _declarations.Add(name, declaration);
        switch (declaration)
        {
            case BlockSyntax { IsComplete: true } block:
                AddBlock(block);
                break;
            case BlockSyntax or UnreadableSyntax { Keyword: "block" }:
                _file.UnreadableBlocks.Add(name);
                break;
            default:
                AddModel(new ModelSymbol(declaration));
                break;
        }
    }

    private void AddBlock(BlockSyntax block)
    {
        if (OperatorTable.Find(block.Name.Text) is not null)
            _file.Diagnostics.ReportBlockNamedAsOperator(block.Name.Span, block.Name.Text);
        _file.Blocks.Add(block.Name.Text, new BlockSymbol(block, _file.Arguments.Signature(block.Parameters)));
    }

    private void AddModel(ModelSymbol model)
    {
        Models.Add(model);
        ModelsByName.Add(model.Name, model);
        _file.Models.Add(model.Name);
    }
}
