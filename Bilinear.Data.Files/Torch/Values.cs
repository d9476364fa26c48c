using Bilinear.Serialization;

namespace Bilinear.Data.Files.Torch;

/// <summary>A name that a pickle asks Python to look up: <c>torch.FloatStorage</c>.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A dictionary of a pickle, in its order.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>Bytes of the archive that tensors are views of; several may share them.</summary>
/// <param name="Key">The name of the entry: <c>data/0</c>.</param>
internal sealed record TorchStorage(ElementType Type, string Key, long Count);

/// <summary>A view of a storage: where it begins, and how far the neighbours along each axis are apart, in elements.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides);
