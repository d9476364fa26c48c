using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>The options that name a direction among the outputs: <c>--class</c>, and <c>--against</c> for the difference of two.</summary>
internal sealed class ClassOptions
{
    private readonly NumberOption<int> _class;
    private readonly NumberOption<int> _against;

    /// <param name="what">What is done to the class: <c>Explain</c>.</param>
    public ClassOptions(string what)
    {
        _class = new NumberOption<int>("--class", 0) { Description = $"{what} this class, a row of the output, counted from 0.", HelpName = "C" };
        _against = new NumberOption<int>("--against", 0) { Description = "With --class, the difference of the two, which has eigenvectors of its own.", HelpName = "C" };
    }

    public void AddTo(Command command)
    {
        command.Add(_class);
        command.Add(_against);
        command.Validators.Add(result =>
        {
            if (Given(result, _against) is not { } against)
                return;
            if (result.GetResult(_class) is null)
                result.Say(string.Create(CultureInfo.InvariantCulture, $"--against {against} is the other class of a difference: name the first too, as in --class {(against == 3 ? 5 : 3)} --against {against}."));
            else if (Given(result, _class) == against)
                result.Say(string.Create(CultureInfo.InvariantCulture, $"--class and --against are both {against}: a class does not differ from itself, so name another one."));
        });
    }

    /// <summary>Whether the command line names a class.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_class) is not null;

    /// <summary>Checks the classes before anything is computed.</summary>
    /// <returns>The class and the one against it; null for what is not given.</returns>
    /// <exception cref="InputException">The model has no such class.</exception>
    public (int? Class, int? Against) Read(ParseResult parseResult, OutputInfo output) => (Read(parseResult, _class, output), Read(parseResult, _against, output));

    /// <summary>The direction of one class or of a difference, among as many outputs as there are.</summary>
    public static Direction DirectionOf(int row, int? against, int outputs) => against is { } other
        ? Direction.Of(string.Create(CultureInfo.InvariantCulture, $"{row} - {other}"), outputs, others: 0, (row, 1), (other, -1))
        : Direction.Row(row, outputs);

    // From the word itself: an option that cannot read its word says so, and has no value to be asked for.
    private static int? Given(CommandResult result, NumberOption<int> option) =>
        result.GetResult(option) is { Tokens: [var word, ..] } && int.TryParse(word.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Read(ParseResult parseResult, NumberOption<int> option, OutputInfo output) => parseResult.GetValue(option) is { } row && row >= output.Count
        ? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {row}: {output.Name} has {(output.Count == 1 ? "one row, 0" : $"{output.Count} {(output.HasAnswers ? "classes" : "rows")}, 0 … {output.Count - 1}")}."))
        : parseResult.GetValue(option);
}
