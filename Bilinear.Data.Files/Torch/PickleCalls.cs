using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Data.Files.Torch;

/// <summary>The few names that a pickle of tensors may use, and what they stand for here. Nothing is looked up, and nothing is run.</summary>
internal static class PickleCalls
{
    private const string StorageEnding = "Storage";

    private static readonly Dictionary<string, ElementType> Types = new(StringComparer.Ordinal)
    {
        ["Float"] = ElementType.F32,
        ["Double"] = ElementType.F64,
        ["Half"] = ElementType.F16,
        ["BFloat16"] = ElementType.BF16,
        ["Long"] = ElementType.I64,
        ["Int"] = ElementType.I32,
        ["Short"] = ElementType.I16,
        ["Char"] = ElementType.I8,
        ["Byte"] = ElementType.U8,
        ["Bool"] = ElementType.BOOL,
    };

    /// <exception cref="DataFileException">It is none of the names that are known.</exception>
    public static PickleGlobal Global(string path, string module, string name)
    {
        var global = new PickleGlobal(module, name);
        if (TypeOf(global) is not null || global is { Module: "collections", Name: "OrderedDict" } or { Module: "torch._utils", Name: "_rebuild_tensor_v2" or "_rebuild_parameter" } or { Module: "torch", Name: "Size" })
            return global;
        throw new DataFileException(path, $"it asks Python to load {ForeignText.Quote($"{global}")}, and nothing is run here: tensors are read, and what else a pickle makes is refused. Save the state dict of the model alone, torch.save(model.state_dict(), path), or as .safetensors.");
    }

    /// <summary>What a function gives; null where the arguments are none for it.</summary>
    public static object? Call(PickleGlobal function, object?[] arguments) => (function.Name, arguments) switch
    {
        ("OrderedDict", []) => new PickleDictionary(),
        ("Size", [object?[] sizes]) => sizes,
        ("_rebuild_parameter", [TorchTensor tensor, ..]) => tensor,
        ("_rebuild_tensor_v2", [TorchStorage storage, long offset, object?[] shape, object?[] strides, ..]) when Sizes(shape) is { } sizes && Sizes(strides) is { } steps && sizes.Count == steps.Count =>
            new TorchTensor(storage, offset, sizes, steps),
        _ => null,
    };

    /// <summary>A storage, as <c>('storage', torch.FloatStorage, '0', 'cpu', 12)</c> names it.</summary>
    public static TorchStorage? Storage(object? name) =>
        name is object?[] and ["storage", PickleGlobal global, string key, string, long count] && TypeOf(global) is { } type && count >= 0 ? new TorchStorage(type, key, count) : null;

    private static ElementType? TypeOf(PickleGlobal global) =>
        global.Module == "torch" && global.Name.EndsWith(StorageEnding, StringComparison.Ordinal) && Types.TryGetValue(global.Name[..^StorageEnding.Length], out var type) ? type : null;

    private static List<long>? Sizes(object?[] values) => values.All(value => value is >= 0L) ? [.. values.Cast<long>()] : null;
}
