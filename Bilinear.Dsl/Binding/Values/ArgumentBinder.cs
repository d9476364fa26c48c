using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>Matches the arguments of a call with those that its callee declares.</summary>
internal sealed class ArgumentBinder(FileContext file)
{
    /// <summary>The most arguments that a header may declare: every call looks at each of them.</summary>
    private const int MaximumArguments = 100;

    /// <summary>The arguments that a header declares, each once.</summary>
    public IReadOnlyList<ArgumentSymbol> Signature(IReadOnlyList<ParameterSyntax> parameters)
    {
        var symbols = new Dictionary<string, ArgumentSymbol>(StringComparer.Ordinal);
        var scope = new ValueScope();
        if (parameters.Count > MaximumArguments)
            file.Diagnostics.ReportTooManyArguments(parameters[MaximumArguments].Span, parameters.Count, MaximumArguments);
        foreach (var parameter in parameters.Take(MaximumArguments))
        {
            var type = ArgumentTypes.Parse(parameter.Type.Text);
            if (type == ArgumentType.Unknown)
                file.Diagnostics.ReportUnknownArgumentType(parameter.Type.Span, parameter.Type.Text, file.Names.Nearest(parameter.Type.Text, ArgumentTypes.Names));

            var symbol = new ArgumentSymbol(parameter.Name.Text, type, Declaration: parameter);
            if (parameter.Default is { } value)
                file.Values.Read(value, symbol, scope);
            if (symbols.TryGetValue(symbol.Name, out var first))
            {
                file.Diagnostics.ReportDuplicateName(parameter.Name.Span, symbol.Name, "an argument", file.LineOf(first.Declaration!.Name.Span));
                continue;
            }

            symbols.Add(symbol.Name, symbol);
            scope.Set(symbol, null);
        }

        return [.. symbols.Values];
    }

    /// <summary>What a call gives by name. Arguments before <paramref name="positional"/> are the caller's business.</summary>
    public ValueScope Given(CallSyntax call, IReadOnlyList<ArgumentSymbol> signature, ValueScope scope, int positional = 0)
    {
        var given = new ValueScope();
        foreach (var argument in call.Arguments.Skip(positional))
        {
            if (argument.Name is not { } name)
            {
                file.Diagnostics.ReportArgumentWithoutName(argument.Span, call.Name.Text, file.Excerpt(argument.Value.Span), signature.Select(symbol => symbol.Name));
                continue;
            }

            var symbol = signature.FirstOrDefault(candidate => candidate.Name == name.Text);
            if (symbol is null)
                UnknownArgument(call, signature, name);
            else if (given.Contains(symbol.Name))
                file.Diagnostics.ReportDuplicateArgument(name.Span, name.Text, call.Name.Text);
            else
                given.Set(symbol, file.Values.Read(argument.Value, symbol, scope));
        }

        return given;
    }

    /// <summary>
    /// Fills in the defaults, in the order of declaration; a default may name an argument before it.
    /// What has none is left out of the result, and returned as missing.
    /// </summary>
    public IReadOnlyList<ArgumentSymbol> Complete(IReadOnlyList<ArgumentSymbol> signature, ValueScope given, out ValueScope complete)
    {
        var missing = new List<ArgumentSymbol>();
        complete = new ValueScope();
        foreach (var symbol in signature)
        {
            if (given.TryFind(symbol.Name, out var argument))
                complete.Set(symbol, argument.Value);
            else if (symbol.Declaration?.Default is { } value)
                complete.Set(symbol, file.Values.Read(value, symbol, complete));
            else if (symbol.IsRequired)
                missing.Add(symbol);
            else
                complete.Set(symbol, symbol.Default);
        }

        return missing;
    }

    /// <summary>Everything that a call gives or leaves to defaults; a missing argument is an error, and then unknown.</summary>
    public ValueScope Bind(CallSyntax call, IReadOnlyList<ArgumentSymbol> signature, ValueScope scope, int positional = 0)
    {
        var given = Given(call, signature, scope, positional);
        var missing = Complete(signature, given, out var complete);
        foreach (var symbol in missing)
        {
            file.Diagnostics.ReportMissingArgument(call.Name.Span, call.Name.Text, symbol.Name, symbol.Type);
            complete.Set(symbol, null);
        }

        return complete;
    }

    private void UnknownArgument(CallSyntax call, IReadOnlyList<ArgumentSymbol> signature, NameSyntax name)
    {
        // A header that is too long was cut, which has been reported.
        if (signature.Count == MaximumArguments)
            return;
        var names = signature.Select(symbol => symbol.Name);
        file.Diagnostics.ReportUnknownArgument(name.Span, name.Text, call.Name.Text, file.Names.Nearest(name.Text, names), names);
    }
}
