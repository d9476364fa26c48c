using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Data;

namespace Bilinear.Cli.Options;

/// <summary><c>--part train|test</c>: which part of the data is looked at.</summary>
internal sealed class PartOption
{
    private const string Train = "train";
    private const string Test = "test";

    private readonly Option<string> _part = new("--part") { Description = "Which part of the data.", HelpName = $"{Train}|{Test}", DefaultValueFactory = _ => Test };

    public PartOption() => _part.AcceptOnly("part", Train, Test);

    public void AddTo(Command command) => command.Add(_part);

    public DataSet Of(ParseResult parseResult, DataParts data) => parseResult.GetValue(_part) == Train ? data.Train : data.Test;
}
