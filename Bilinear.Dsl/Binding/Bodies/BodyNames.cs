using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>The names of one body. Arguments, layers and values share one set; values may be bound again, the others not.</summary>
internal sealed class BodyNames(FileContext file, ValueScope scope, BodySyntax body)
{
    private readonly Dictionary<string, LayerSlot> _layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueEntry> _values = new(StringComparer.Ordinal);

    /// <summary>Where a name is first declared or bound, wherever in the body that is.</summary>
    private readonly Dictionary<string, TextSpan> _declarations = DeclarationsOf(body);

    /// <summary>Names mentioned only in an erroneous use, so not also reported as unused.</summary>
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);

    /// <summary>A name was not found and none was near, so nothing can be said about what is unused.</summary>
    private bool _hasMystery;

    /// <summary>The layers, in the order of declaration.</summary>
    public List<LayerSlot> Layers { get; } = [];

    public void Declare(LayerSlot slot)
    {
        var name = slot.Syntax.Name;
        Layers.Add(slot);
        if (IsFree(name, isValue: false))
        {
            _layers.Add(name.Text, slot);
            return;
        }

        // Which of the two a flow means is not known.
        _mentioned.Add(name.Text);
        if (_layers.TryGetValue(name.Text, out var first))
            first.IsSound = false;
    }

    public void Bind(ValueEntry entry)
    {
        var name = entry.Name.Text;
        if (!IsFree(entry.Name, isValue: true) && !entry.IsInput)
            return;
        if (_values.TryGetValue(name, out var before))
            CheckUsed(before);
        _values[name] = entry;
    }

    /// <summary>The value at the head of a chain or in a sum.</summary>
    public ValueEntry? FindValue(NameSyntax name)
    {
        if (_values.TryGetValue(name.Text, out var value))
        {
            value.IsUsed = true;
            return value;
        }

        if (_layers.ContainsKey(name.Text))
        {
            _mentioned.Add(name.Text);
            file.Diagnostics.ReportLayerAsValue(name.Span, name.Text, _values.Values.First().Name.Text);
        }
        else if (scope.Contains(name.Text))
        {
            file.Diagnostics.ReportArgumentAsValue(name.Span, name.Text);
        }
        else
        {
            ReportUnknown(name, _values.Keys, file.Diagnostics.ReportUnknownValue);
        }

        return null;
    }

    /// <summary>Whether a name that is bound to a value is an operator or a block, which makes a layer only where it is called.</summary>
    public bool IsLayerWithoutParentheses(string name) =>
        !_values.ContainsKey(name) && !_layers.ContainsKey(name) && !scope.Contains(name) && (OperatorTable.Find(name) is not null || file.Blocks.ContainsKey(name));

    /// <summary>Whether what is called is a layer of this body, and nothing that makes one.</summary>
    public bool IsCallOfLayer(LayerSyntax layer)
    {
        var name = layer.Call.Name.Text;
        return layer.Repeat is null && _layers.ContainsKey(name) && !file.Blocks.ContainsKey(name) && !file.UnreadableBlocks.Contains(name) && OperatorTable.Find(name) is null;
    }

    /// <summary>Takes a call that has been reported as a use of what it names, so that none of it is reported as unused too.</summary>
    public void Mention(CallSyntax call)
    {
        _mentioned.Add(call.Name.Text);
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is PathSyntax { SingleName: { } value } && _values.TryGetValue(value, out var entry))
                entry.IsUsed = true;
        }
    }

    /// <summary>The names of the embeddings that are declared so far.</summary>
    public IEnumerable<string> Embeddings => Layers.Where(slot => slot.Operator?.Name == "embedding").Select(slot => slot.Syntax.Name.Text);

    /// <summary>The layer after <c>|></c>. Operators are for the caller to look for, where this finds nothing.</summary>
    public LayerSlot? FindLayer(string name) => _layers.TryGetValue(name, out var slot) ? slot : null;

    public void ReportNoLayer(NameSyntax name)
    {
        if (OperatorTable.Find(name.Text) is { } @operator)
            file.Diagnostics.ReportOperatorInFlow(name.Span, name.Text, @operator.HasSize);
        else if (_values.TryGetValue(name.Text, out var value))
            ReportNoLayer(name, value);
        else if (scope.Contains(name.Text))
            file.Diagnostics.ReportArgumentAsValue(name.Span, name.Text);
        else if (file.Blocks.ContainsKey(name.Text))
            file.Diagnostics.ReportBlockInFlow(name.Span, name.Text);
        else
            ReportUnknown(name, _layers.Keys.Concat(OperatorTable.NamesInFlow), file.Diagnostics.ReportUnknownLayer);
    }

    private void ReportNoLayer(NameSyntax name, ValueEntry value)
    {
        if (!value.IsMeantAsLayer)
            file.Diagnostics.ReportValueAsLayer(name.Span, name.Text);
    }

    /// <summary>Everything that is declared has a use.</summary>
    public void CheckUsed()
    {
        foreach (var slot in Layers)
        {
            if (!slot.IsUsed && !_hasMystery && !_mentioned.Contains(slot.Syntax.Name.Text))
                file.Diagnostics.ReportUnusedLayer(slot.Span, slot.Syntax.Name.Text);
        }

        foreach (var value in _values.Values)
            CheckUsed(value);
    }

    private void CheckUsed(ValueEntry value)
    {
        if (!value.IsUsed && !value.IsInput && !_hasMystery && !_mentioned.Contains(value.Name.Text))
            file.Diagnostics.ReportUnusedValue(value.Name.Span, value.Name.Text);
    }

    private bool IsFree(NameSyntax name, bool isValue)
    {
        var (kind, first) = scope.TryFind(name.Text, out var argument) ? ("an argument", argument.Symbol.Declaration?.Name.Span)
            : _layers.TryGetValue(name.Text, out var layer) ? ("a layer", layer.Span)
            : !isValue && _values.TryGetValue(name.Text, out var value) ? (value.IsInput ? "the input" : "a value", value.Name.Span)
            : ("", (TextSpan?)null);
        if (first is { } span)
            file.Diagnostics.ReportDuplicateName(name.Span, name.Text, kind, file.LineOf(span));
        return first is null;
    }

    private void ReportUnknown(NameSyntax name, IEnumerable<string> candidates, Action<TextSpan, string, string?, IEnumerable<string>> report)
    {
        if (_declarations.TryGetValue(name.Text, out var later))
        {
            _mentioned.Add(name.Text);
            file.Diagnostics.ReportUsedBeforeDeclaration(name.Span, name.Text, file.LineOf(later));
            return;
        }

        var nearest = file.Names.Nearest(name.Text, candidates);
        if (nearest is null)
            _hasMystery = true;
        else
            _mentioned.Add(nearest);
        report(name.Span, name.Text, nearest, candidates);
    }

    private static Dictionary<string, TextSpan> DeclarationsOf(BodySyntax body)
    {
        var declarations = new Dictionary<string, TextSpan>(StringComparer.Ordinal);
        foreach (var statement in body.Statements)
        {
            var name = statement is LayerSyntax layer ? layer.Name : (statement as BindingSyntax)?.Name;
            if (name is not null && !declarations.ContainsKey(name.Text))
                declarations.Add(name.Text, name.Span);
        }

        return declarations;
    }
}
