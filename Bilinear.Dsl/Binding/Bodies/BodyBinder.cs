using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>A body after binding.</summary>
/// <param name="Body">Null where it holds a mistake, or where its input is not known.</param>
/// <param name="Parameters">The parameters, in the order of declaration.</param>
internal sealed record BodyResult(BoundBody? Body, IReadOnlyList<ParameterSymbol> Parameters);

/// <summary>Binds the body of a model, or of a block at one of its uses.</summary>
internal sealed class BodyBinder(ModelContext model, ValueScope scope, string pathPrefix)
{
    private FileContext File => model.File;

    /// <param name="input">Null where it is not known: then names are checked, and nothing is built.</param>
    /// <param name="labels">What it has to return; one or more.</param>
    public BodyResult Bind(BodySyntax body, NameSyntax inputName, PortType? input, params IReadOnlyList<ReturnLabel> labels)
    {
        File.Budget.Spend(body.Statements.Count, body.Span);
        var names = new BodyNames(File, scope, body);
        var layers = new LayerBinder(model);
        var flows = new FlowBinder(model, names, layers);
        var declarations = new LayerDeclaration(File, scope, names);

        var inputValue = input is null ? null : new BoundValue(inputName.Text, input.Shape, inputName.Span, input.Vocabulary);
        names.Bind(new ValueEntry(inputName, inputValue, input, isInput: true));
        var bindings = new List<BoundBinding>();
        ReturnSyntax? @return = null;
        IReadOnlyList<FlowResult> returned = [];
        foreach (var statement in body.Statements)
        {
            if (@return is not null)
            {
                File.Diagnostics.ReportAfterReturn(statement.Span, File.LineOf(@return.Span));
                break;
            }

            switch (statement)
            {
                case LayerSyntax layer when names.IsCallOfLayer(layer):
                    File.Diagnostics.ReportCallOfLayer(
                        layer.Call.Span, layer.Name.Text, layer.Call.Name.Text, layer.Call.Arguments.Count == 0 ? inputName.Text : File.Excerpt(layer.Call.Arguments[0].Span));
                    names.Mention(layer.Call);
                    names.Bind(new ValueEntry(layer.Name, null, null) { IsUsed = true });
                    bindings.Add(new BoundBinding(null!, null!));
                    break;
                case LayerSyntax layer:
                    names.Declare(declarations.Read(layer, pathPrefix + layer.Name.Text));
                    break;
                case BindingSyntax binding:
                    bindings.Add(BindValue(binding, names, flows));
                    break;
                case ReturnSyntax found:
                    @return = found;
                    returned = [.. found.Flows.Select(flows.Bind)];
                    break;
            }
        }

        if (@return is null)
            File.Diagnostics.ReportMissingReturn(new TextSpan(body.Span.End - 1, 1), labels[0].Owner);
        else
            names.CheckUsed();

        var fits = @return is not null && Fit(returned, @return, labels, layers.FirstOnSeveralAxes);
        var isRight = fits && inputValue is not null && returned.All(value => value.Flow is not null) && bindings.All(binding => binding.Flow is not null);
        return new BodyResult(
            isRight ? new BoundBody(inputValue!, bindings, [.. returned.Select(value => value.Flow!)]) : null,
            [.. names.Layers.SelectMany(slot => slot.Parameters)]);
    }

    private bool Fit(IReadOnlyList<FlowResult> returned, ReturnSyntax @return, IReadOnlyList<ReturnLabel> labels, SeveralAxes? severalAxes)
    {
        if (returned.Count != labels.Count)
        {
            File.Diagnostics.ReportReturnCount(@return.Span, labels[0].Owner, [.. labels.Select(label => label.Declared)], labels[0].Line, returned.Count);
            return false;
        }

        var fits = true;
        for (var i = 0; i < returned.Count; i++)
            fits &= returned[i].Type is not { } type || Fits(type, returned[i].From, @return.Flows[i].Span, labels[i], severalAxes);
        return fits;
    }

    private BoundBinding BindValue(BindingSyntax binding, BodyNames names, FlowBinder flows)
    {
        if (binding.Flow is FlowNameSyntax { Name: var layer } && names.IsLayerWithoutParentheses(layer.Text))
        {
            File.Diagnostics.ReportLayerWithoutParentheses(layer.Span, binding.Name.Text, layer.Text, OperatorTable.Find(layer.Text)?.HasSize == true);
            names.Bind(new ValueEntry(binding.Name, null, null) { IsMeantAsLayer = true, IsUsed = true });
            return new BoundBinding(null!, null!);
        }

        var result = flows.Bind(binding.Flow);
        var value = result.Flow is null ? null : new BoundValue(binding.Name.Text, result.Type!.Shape, binding.Name.Span, result.Type.Vocabulary);
        names.Bind(new ValueEntry(binding.Name, value, result.Type));
        return new BoundBinding(value!, result.Flow!);
    }

    private bool Fits(PortType returned, Origin from, TextSpan span, ReturnLabel label, SeveralAxes? severalAxes)
    {
        var output = label.Type;
        if (output is null || returned == output)
            return output is not null;
        if (severalAxes is not null && returned.Shape.Dims.Count > output.Shape.Dims.Count)
            File.Diagnostics.ReportMissingFlatten(severalAxes.Step, severalAxes.Layer, severalAxes.Input.ToString(), returned.ToString(), label.Declared);
        else
            File.Diagnostics.ReportReturnMismatch(span, returned.ToString(), from.ToString(), label.Declared, output.ToString(), label.Line, label.Owner);
        return false;
    }
}
