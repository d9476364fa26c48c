using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>Binds the flows of one body. Each name is looked up whatever went wrong before it.</summary>
internal sealed class FlowBinder(ModelContext model, BodyNames names, LayerBinder layers)
{
    private FileContext File => model.File;

    public FlowResult Bind(FlowSyntax flow) => flow switch
    {
        FlowNameSyntax name => Read(name.Name),
        FlowSumSyntax sum => Sum(sum),
        FlowPipeSyntax pipe => Pipe(pipe),
        _ => throw new InvalidOperationException($"A flow of the kind {flow.GetType().Name} is not known here."),
    };

    private FlowResult BindInner(FlowSyntax flow)
    {
        model.Nesting++;
        var bound = Bind(flow);
        model.Nesting--;
        return bound;
    }

    private FlowResult Read(NameSyntax name)
    {
        if (names.FindValue(name) is not { } entry)
            return new FlowResult(null, null, OriginOf(name));
        return new FlowResult(entry.Value is null ? null : new BoundRead(entry.Value, name.Span), entry.Type, OriginOf(entry.Name));
    }

    private FlowResult Sum(FlowSumSyntax sum)
    {
        var terms = sum.Terms.Select(BindInner).ToList();
        if (terms.Any(term => term.Type is null) || !model.Budget.Spend(terms.Count - 1, sum.Span))
            return new FlowResult(null, null, terms[0].From);

        var (type, from) = (terms[0].Type!, terms[0].From);
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Type!.IsTokens)
                File.Diagnostics.ReportTokensInSum(sum.Terms[i].Span, terms[i].Type!.ToString());
            else if (terms[i].Type != type && !type.IsTokens)
                File.Diagnostics.ReportSumMismatch(sum.Terms[i].Span, type.ToString(), from.ToString(), terms[i].Type!.ToString(), terms[i].From.ToString());
            else
                continue;
            return new FlowResult(null, null, from);
        }

        var isBound = terms.All(term => term.Flow is not null);
        return new FlowResult(isBound ? new BoundSum([.. terms.Select(term => term.Flow!)], type.Shape, sum.Span) : null, type, from);
    }

    private FlowResult Pipe(FlowPipeSyntax pipe)
    {
        var head = BindInner(pipe.Head);
        var (type, from, isBound) = (head.Type, head.From, head.Flow is not null);
        var steps = new List<BoundStep>();
        foreach (var name in pipe.Steps)
        {
            var slot = names.FindLayer(name.Text) ?? Undeclared(name);
            var input = type;
            type = slot is null ? null : layers.Apply(slot, input, from, name.Span);
            isBound &= type is not null && slot?.Layer is not null;
            if (isBound)
                steps.Add(new BoundStep(slot!.Layer!, input!.Shape, type!.Shape, name.Span));
            from = new Origin(name.Text, File.LineOf(slot?.Span ?? name.Span));
        }

        return new FlowResult(isBound ? new BoundPipe(head.Flow!, steps, type!.Shape, pipe.Span) : null, type, from);
    }

    /// <summary>An operator without parameters, as a layer of this one step; null after a report.</summary>
    private LayerSlot? Undeclared(NameSyntax name)
    {
        if (OperatorTable.Find(name.Text) is not { ActsInFlow: true } @operator)
        {
            names.ReportNoLayer(name);
            return null;
        }

        var call = new CallSyntax(name, [], name.Span);
        var arguments = File.Arguments.Bind(call, @operator.Arguments, new ValueScope());
        return new LayerSlot(new LayerSyntax(name, null, call, name.Span), name.Text) { Operator = @operator, Arguments = arguments, IsSound = true };
    }

    private Origin OriginOf(NameSyntax name) => new(name.Text, File.LineOf(name.Span));
}
