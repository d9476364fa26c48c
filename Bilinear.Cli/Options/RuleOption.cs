using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary><c>--rule</c>: which eigenvectors a truncation keeps.</summary>
internal sealed class RuleOption
{
    private static readonly string[] Words = [.. Enum.GetValues<TruncationRule>().Select(EnumWords.Of)];

    private readonly Option<string> _rule;

    /// <param name="byDefault">What stands in for it, in words.</param>
    public RuleOption(string byDefault = "magnitude if left out")
    {
        _rule = new("--rule")
        {
            Description = $"Which: those of largest |λ|, half of them from each end of the spectrum, or those of largest mean activation, which needs --data; {byDefault}.",
            HelpName = string.Join('|', Words),
        };
        _rule.AcceptOnly("rule", Words);
    }

    public void AddTo(Command command) => command.Add(_rule);

    /// <summary>The rule; null where none is given.</summary>
    public TruncationRule? Read(ParseResult parseResult) => parseResult.GetValue(_rule) is { } word ? EnumWords.Parse<TruncationRule>(word) : null;

    /// <inheritdoc cref="Read(ParseResult)"/>
    /// <exception cref="InputException">The rule asks for mean activations, and there are no data.</exception>
    public TruncationRule? Read(ParseResult parseResult, DataParts? data) => Read(parseResult) is TruncationRule.MeanActivation && data is null
        ? throw new InputException($"{_rule.Name} {EnumWords.Of(TruncationRule.MeanActivation)} keeps the eigenvectors that respond most strongly to data: give it some with --data, best those that the model was trained on.")
        : Read(parseResult);
}
