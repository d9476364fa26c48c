using System.Reflection;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;
using Bilinear.Text;
using Onnx;

namespace Bilinear.Cli.Exporting;

/// <summary>A model in ONNX, of which only this room knows.</summary>
internal static class OnnxModel
{
    /// <summary>The operator set that the nodes are of, and the version of the format that came with it.</summary>
    private const int OperatorSet = 17;

    private const int FormatVersion = 8;

    /// <summary>Protobuf counts the bytes of a message in 32 bits, and nodes and names need some of them too.</summary>
    private const long MostParameterBytes = int.MaxValue - (64L << 20);

    /// <summary>Refuses what no file can hold, before weights are read.</summary>
    /// <exception cref="InputException">The model takes texts, is too large, or has names that ONNX cannot have.</exception>
    public static void Check(Graph forward)
    {
        if (forward.Inputs.Any(input => input.Type.Element != ElementType.F32))
            throw new InputException($"{forward.Name} takes texts, and models of texts are not exported yet: `bmlp run` computes its outputs for tokens in a file, and `bmlp generate` writes texts.");
        if (sizeof(float) * forward.Parameters.Sum(parameter => parameter.Count) is > MostParameterBytes and var bytes)
            throw new InputException($"{forward.Name} has {Written.Size(bytes)} of parameters, and a file of ONNX holds no more than {Written.Size(MostParameterBytes)}: export a smaller model, such as its truncation.");
        if (forward.Inputs.Select(input => input.Name).Intersect(forward.Results.Select(result => result.Name)).FirstOrDefault() is { } name)
            throw new InputException($"{forward.Name} has an input and an output that are both called {ForeignText.Quote(name)}, and in ONNX each name stands for one tensor: give one of them another name in the program.");
    }

    /// <summary>The model's forward graph with its weights. The same model gives the same bytes.</summary>
    /// <param name="weights">Gives a parameter by its path, row by row.</param>
    /// <param name="metadata">What the file is to say about itself.</param>
    /// <exception cref="InputException">The model has an operator that is not exported.</exception>
    public static ModelProto Of(Graph forward, string documentation, Func<string, float[]> weights, IReadOnlyDictionary<string, string> metadata) => new()
    {
        IrVersion = FormatVersion,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
        ProducerName = "Bilinear",
        ProducerVersion = typeof(OnnxModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        DocString = documentation,
        MetadataProps = { metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }) },
        Graph = Translate(forward, weights),
    };

    private static GraphProto Translate(Graph forward, Func<string, float[]> weights)
    {
        var graph = new OnnxGraph(forward.Name, forward.Inputs.Select(input => input.Name).Concat(forward.Results.Select(result => result.Name)));
        var operators = new OnnxOperators(graph, weights);
        var names = new string[forward.Values.Count];
        foreach (var value in forward.Values)
            names[value.Id] = operators.Add(value, [.. value.Inputs.Select(input => names[input.Id])], NodeName(value), NameOf(value));
        foreach (var (_, name, value, _) in forward.Results)
        {
            // An input that is an output, or a value that is two outputs.
            if (names[value.Id] != name)
                graph.Node("Identity", name, name, [names[value.Id]]);
            graph.AddOutput(name, value.Type);
        }
        return graph.Proto;

        // What is computed for an output has the output's name.
        string NameOf(Value value) => value.Operator is Input ? value.Name
            : value.Operator is not (Parameter or Broadcast) && forward.Results.FirstOrDefault(result => result.Value == value) is { } output ? output.Name
            : graph.Unique(value.Name);
    }

    // The result of a model's last layer has the output's name, and its node the layer's.
    private static string NodeName(Value value) => value.Name.StartsWith(value.Origin.Layer, StringComparison.Ordinal) ? value.Name : value.Origin.Layer;
}
