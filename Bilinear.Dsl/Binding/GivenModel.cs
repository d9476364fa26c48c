using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding;

/// <summary>An argument as it is written outside of a file.</summary>
/// <param name="Origin">Who gives it, for messages: <c>--set hidden=512</c>.</param>
public sealed record GivenArgument(string Name, string Value, string Origin);

/// <summary>A mistake in an argument that is written outside of a file.</summary>
/// <param name="Origin">Who gives it.</param>
public sealed record GivenMistake(string Origin, Diagnostic Diagnostic)
{
    /// <summary><c>--set act=silo: error BMLP2110: …</c></summary>
    public override string ToString() => $"{Origin}: error {Diagnostic.Rule.Id}: {Diagnostic.Message}";
}

/// <summary>
/// One model of a file at arguments that are given from outside, read as <c>model X = Mnist(hidden: 512)</c> would be, but
/// under the model's own name. What the arguments leave out is as the file says.
/// </summary>
public sealed class GivenModel(string name, IReadOnlyList<GivenArgument> arguments)
{
    private readonly List<GivenMistake> _mistakes = [];

    public string Name { get; } = name;

    /// <summary>The mistakes in the arguments; they are known once the file has been bound.</summary>
    public IReadOnlyList<GivenMistake> Mistakes => _mistakes;

    internal void GiveTo(ModelSymbol model)
    {
        foreach (var argument in arguments)
        {
            var text = new SourceText(argument.Origin, $"model {Name} = {Name}({argument.Name}: {argument.Value})");
            var diagnostics = new DiagnosticBag();
            if (BmlpParser.Parse(text, diagnostics).Declarations is [InstanceSyntax { IsComplete: true } instance])
            {
                foreach (var (symbol, value) in new FileContext(text, diagnostics).Arguments.Given(instance.Base, model.Arguments, ValueScope.OutsideOfBodies()).Arguments)
                    model.Given.Set(symbol, value);
            }
            _mistakes.AddRange(diagnostics.InOrder().Select(diagnostic => new GivenMistake(argument.Origin, diagnostic)));
        }
    }
}
