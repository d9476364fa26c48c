using System.Runtime.InteropServices;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;
using Google.Protobuf;
using Onnx;

namespace Bilinear.Cli.Exporting;

/// <summary>An ONNX graph as it grows: nodes, constants, and names that each stand for one thing.</summary>
internal sealed class OnnxGraph
{
    /// <summary>The one size that a run decides.</summary>
    private const string Batch = "batch";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);

    /// <param name="ports">The names of inputs and outputs: nothing else is called so.</param>
    public OnnxGraph(string name, IEnumerable<string> ports)
    {
        Proto = new GraphProto { Name = name };
        _names.UnionWith(ports);
    }

    public GraphProto Proto { get; }

    /// <summary>A name as the compiler prints it: a second value of one name is <c>name~2</c>.</summary>
    public string Unique(string name) => UniqueIn(_names, name);

    public void AddInput(string name, TensorType type) => Proto.Input.Add(Port(name, type));

    public void AddOutput(string name, TensorType type) => Proto.Output.Add(Port(name, type));

    /// <summary>Adds one node.</summary>
    /// <param name="at">What the node is called.</param>
    /// <param name="output">What its result is called.</param>
    /// <returns><paramref name="output"/></returns>
    public string Node(string type, string at, string output, IReadOnlyList<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = UniqueIn(_nodes, at), Input = { inputs }, Output = { output } };
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute);
        Proto.Node.Add(node);
        return output;
    }

    /// <summary>Adds a tensor of floats.</summary>
    /// <returns><paramref name="name"/></returns>
    public string Constant(string name, IEnumerable<long> dims, ReadOnlySpan<float> values) => Constant(name, TensorProto.Types.DataType.Float, dims, MemoryMarshal.AsBytes(values));

    /// <summary>Adds a number.</summary>
    public string Number(string name, double value) => Constant(Unique(name), [], [(float)value]);

    /// <summary>Adds a list of sizes or places.</summary>
    public string List(string name, params ReadOnlySpan<long> values) => Constant(Unique(name), TensorProto.Types.DataType.Int64, [values.Length], MemoryMarshal.AsBytes(values));

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Ints(string name, params IEnumerable<long> values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private string Constant(string name, TensorProto.Types.DataType type, IEnumerable<long> dims, ReadOnlySpan<byte> bytes)
    {
        Proto.Initializer.Add(new TensorProto { Name = name, DataType = (int)type, Dims = { dims }, RawData = ByteString.CopyFrom(bytes) });
        return name;
    }

    private static ValueInfoProto Port(string name, TensorType type)
    {
        var shape = new TensorShapeProto();
        if (type.IsBatched)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Batch });
        shape.Dim.Add(type.Dims.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        var element = type.Element == ElementType.F32 ? TensorProto.Types.DataType.Float : TensorProto.Types.DataType.Int32;
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)element, Shape = shape } } };
    }

    private static string UniqueIn(HashSet<string> names, string name)
    {
        var unique = name;
        for (var use = 2; !names.Add(unique); use++)
            unique = $"{name}~{use}";
        return unique;
    }
}
