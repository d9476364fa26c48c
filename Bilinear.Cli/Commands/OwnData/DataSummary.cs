using System.Globalization;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>What <c>bmlp data show</c> says, as text and as one JSON object.</summary>
/// <param name="table">The columns of a table; null for data without.</param>
/// <param name="parts">Null for a table whose target is not named.</param>
internal sealed class DataSummary(string data, string format, CsvFile? table, DataParts? parts)
{
    private const int MostShown = 12;

    private readonly InputSpread? _spread = parts is null ? null : InputSpread.Of(parts.Train);
    private readonly DataSchema? _schema = parts?.Train.Schema;

    public void WriteText()
    {
        Console.Out.WriteLine($"{data}: {format}{(table is null ? "" : $", {table.Rows} rows, cells between {SeparatorName}")}");
        if (table is not null)
            Aligned.Write([["column", "holds", "cells", "becomes"], .. table.Columns.Select(column => new[] { ForeignText.Shorten(column.Name), Kind(column), Cells(column), Becomes(column) })], "  ");
        if (parts is null)
        {
            Console.Out.WriteLine("Name the column that is predicted with --target, to see the samples and the model that they fit.");
            return;
        }
        Aligned.Write([["part", "samples", "sample", "sha-256"], Part("train", parts.Train), Part("test", parts.Test)], "  ");
        foreach (var target in parts.Train.Targets.Index().Where(target => target.Item.Classes > 0))
            Aligned.Write([["class", "train", "test"], .. Classes(target.Index)], "  ");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"inputs {_spread!.Smallest:0.####} … {_spread.Largest:0.####}{(table is null ? "" : ", standardised")}; {NearConstant()}"));
        if (table is not null && parts.Train.Targets[0].Classes == 0)
            Console.Out.WriteLine($"target {NumberTarget.Describe(parts.Train, parts.Test)}");
        Console.Out.WriteLine($"fits   {Fits().Input} -> {Fits().Output}, loss {Fits().Loss}{(CanBeNumber ? $"; or {Fits().Input} -> f32[1], loss mean_squared_error" : "")}");
    }

    public void WriteJson() => Json.Write(json =>
    {
        json.WriteString("data", data);
        json.WriteString("format", format);
        if (table is not null)
        {
            json.WriteNumber("rows", table.Rows);
            json.WriteString("separator", $"{table.Separator}");
            json.WriteStartArray("columns");
            foreach (var column in table.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("holds", Kind(column));
                if (column.Kind != ColumnKind.Text)
                {
                    json.WriteNumberOrNull("smallest", column.Smallest);
                    json.WriteNumberOrNull("largest", column.Largest);
                }
                if (_schema?.Columns.FirstOrDefault(known => known.Name == column.Name) is { IsText: false } known)
                {
                    json.WriteNumberOrNull("mean", known.Mean);
                    json.WriteNumberOrNull("deviation", known.Deviation);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (parts is null)
            return;
        foreach (var (name, part) in new[] { ("train", parts.Train), ("test", parts.Test) })
        {
            json.WriteStartObject(name);
            json.WriteNumber("samples", part.Count);
            json.WriteString("sha256", part.Checksum);
            json.WriteEndObject();
        }
        json.WriteNumbers("sample", parts.Train.SampleShape.Select(size => (double)size));
        foreach (var target in parts.Train.Targets.Index().Where(target => target.Item.Classes > 0))
        {
            json.WriteStartArray(target.Item.Output.Length == 0 ? "classes" : $"classes.{target.Item.Output}");
            foreach (var row in Counts(target.Index))
            {
                json.WriteStartObject();
                json.WriteString("name", row.Name);
                json.WriteNumber("train", row.Train);
                json.WriteNumber("test", row.Test);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteNumberOrNull("smallest", _spread!.Smallest);
        json.WriteNumberOrNull("largest", _spread.Largest);
        json.WriteNumbers("near_constant", _spread.NearConstant.Select(input => (double)input));
        json.WriteStartObject("fits");
        json.WriteString("input", Fits().Input);
        json.WriteString("output", Fits().Output);
        json.WriteString("loss", Fits().Loss);
        json.WriteEndObject();
    });

    /// <summary>Whether the classes of a table are whole numbers, which can be predicted as such.</summary>
    private bool CanBeNumber => _schema is { Classes.Count: > 0 } && table?.Columns.FirstOrDefault(column => column.Name == _schema.Target) is { Kind: ColumnKind.Whole };

    private string SeparatorName => table!.Separator switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        _ => "bars",
    };

    private static string Kind(CsvColumn column) => column.Kind switch
    {
        ColumnKind.Text => "texts",
        ColumnKind.Whole => "whole numbers",
        _ => "numbers",
    };

    private static string Cells(CsvColumn column) => column.Kind == ColumnKind.Text
        ? column.Counts is { } counts ? ForeignText.Shorten(string.Join(", ", counts.Keys.Order(StringComparer.Ordinal).Take(MostShown)) + (counts.Count > MostShown ? ", …" : "")) : "more than a thousand"
        : string.Create(CultureInfo.InvariantCulture, $"{column.Smallest:G6} … {column.Largest:G6}");

    private string Becomes(CsvColumn column) => _schema is null ? ""
        : column.Name == _schema.Target ? (_schema.Classes.Count > 0 ? $"the target, {_schema.Classes.Count} classes{(column.Kind == ColumnKind.Whole ? ", or a number" : "")}" : "the target, a number")
        : _schema.Columns.First(known => known.Name == column.Name) is var known && known.IsText ? $"{known.Values.Count} inputs, 0 or 1"
        : string.Create(CultureInfo.InvariantCulture, $"(x - {known.Mean:G5}) / {known.Deviation:G5}");

    private static string[] Part(string name, DataSet part) => [name, $"{part.Count}", $"[{string.Join(", ", part.SampleShape)}]", part.Checksum[..16]];

    private IEnumerable<string[]> Classes(int target)
    {
        var counts = Counts(target);
        foreach (var (label, (name, train, test)) in counts.Take(MostShown).Index())
            yield return [_schema is { Classes.Count: > 0 } ? $"{label} {ForeignText.Shorten(name)}" : name, $"{train}", $"{test}"];
        if (counts.Count > MostShown)
            yield return [$"… {counts.Count - MostShown} more", "", ""];
    }

    private List<(string Name, int Train, int Test)> Counts(int target)
    {
        var (train, test) = (parts!.Train.Targets[target], parts.Test.Targets.FirstOrDefault(other => other.Output == parts.Train.Targets[target].Output));
        var counts = new int[Math.Max(train.Classes, test?.Classes ?? 0), 2];
        foreach (var label in train.Labels)
            counts[label, 0]++;
        foreach (var label in test is null ? [] : test.Labels)
            counts[label, 1]++;
        return [.. Enumerable.Range(0, counts.GetLength(0)).Select(label => (_schema?.ClassName(label) ?? $"{label}", counts[label, 0], counts[label, 1]))];
    }

    private string NearConstant() => _spread!.NearConstant switch
    {
        [] => "each of them varies",
        var inputs when _schema is { Columns.Count: > 0 } => $"{ForeignText.Join(", ", [.. inputs.Select(input => ForeignText.Shorten(_schema.InputNames[input]))])} hardly {(inputs.Count == 1 ? "varies" : "vary")}: {ElementDeviations.Meaning("inputs", inputs.Count)}",
        var inputs => $"{inputs.Count} of {parts!.Train.SampleLength} hardly {(inputs.Count == 1 ? "varies" : "vary")}: {ElementDeviations.Meaning("inputs", inputs.Count)}",
    };

    private (string Input, string Output, string Loss) Fits()
    {
        var target = parts!.Train.Targets[0];
        return ($"f32[{string.Join(", ", parts.Train.SampleShape)}]", $"f32[{(target.Classes > 0 ? Math.Max(target.Classes, parts.Test.Classes) : target.Length)}]", target.Classes > 0 ? "cross_entropy" : "mean_squared_error");
    }
}
