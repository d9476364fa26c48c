using System.Collections.Frozen;
using Bilinear.Data.Files.Torch;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Data.Files;

/// <summary>
/// PyTorch's <c>.pt</c> or <c>.pth</c>, as <c>torch.save</c> writes a state dict: a zip with a pickle, which is a program, and the elements beside
/// it. Tensors are read, views and shared storage too; nothing is run, and a pickle that asks for anything else is refused. The
/// tensors of nested dictionaries have names with points: <c>model_state_dict.fc1.weight</c>.
/// </summary>
public sealed class TorchFile : TensorFile
{
    private const string Program = "data.pkl";
    private const long LongestProgram = 1 << 28;

    private readonly Zip _zip;
    private readonly string _folder;
    private readonly Dictionary<string, TorchTensor> _tensors;
    private (string Name, byte[] Bytes)? _last;
    private bool _isDisposed;

    private TorchFile(string path, Zip zip)
        : base(path)
    {
        _zip = zip;
        var program = ProgramOf(zip) ?? throw new DataFileException(path, $"there is no {Program} in the archive, only {ForeignText.List([.. zip.Names])}: torch.save writes one.");
        _folder = program[..^Program.Length];
        if (zip.LengthOf(program) > LongestProgram)
            throw new DataFileException(path, $"its {Program} has {zip.LengthOf(program):N0} bytes, more than any state dict needs.");
        if (zip.Names.Contains(_folder + "byteorder") && !zip.ReadStart(_folder + "byteorder", 16).AsSpan().StartsWith("little"u8))
            throw new DataFileException(path, "it was written on a machine that puts the highest byte first: load it in PyTorch, and save it as .safetensors.");
        _tensors = NamedTensors.Of(path, new PickleReader(path, zip.Read(program)).Read());
        foreach (var (name, tensor) in _tensors)
            Check(name, tensor);
        Tensors = _tensors.ToFrozenDictionary(pair => pair.Key, pair => Entry(pair.Key, pair.Value), StringComparer.Ordinal);
    }

    /// <summary>Always empty.</summary>
    public override IReadOnlyDictionary<string, string> Metadata => FrozenDictionary<string, string>.Empty;

    public override IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    protected override bool IsDisposed => _isDisposed;

    /// <summary>Opens a file, and checks that each tensor lies within its storage.</summary>
    /// <exception cref="DataFileException">The file is damaged, or asks for something to be run.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static TorchFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var zip = new Zip(path);
        try
        {
            return new TorchFile(path, zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        _isDisposed = true;
        _zip.Dispose();
    }

    internal static string? ProgramOf(Zip zip) => zip.Names.FirstOrDefault(name => name == Program || (name.EndsWith("/" + Program, StringComparison.Ordinal) && name.Count(character => character == '/') == 1));

    protected override void Fill(TensorEntry tensor, long offset, Span<byte> destination)
    {
        if (_last?.Name != tensor.Name)
            _last = (tensor.Name, Gather(_tensors[tensor.Name]));
        _last!.Value.Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    protected override IOException Refuse(string problem) => new DataFileException(Path, problem);

    private static int SizeOf(ElementType type) => type.Bits() / 8;

    private string EntryOf(TorchTensor tensor) => $"{_folder}data/{tensor.Storage.Key}";

    // Everything is checked before a byte is used.
    private void Check(string name, TorchTensor tensor)
    {
        var entry = EntryOf(tensor);
        if (!_zip.Names.Contains(entry))
            throw Wrong(name, $"lies in {ForeignText.Quote(entry)}, which is not in the archive");
        try
        {
            var (bytes, expected) = (_zip.LengthOf(entry), checked(tensor.Storage.Count * SizeOf(tensor.Storage.Type)));
            if (bytes != expected)
                throw Wrong(name, $"lies in {ForeignText.Quote(entry)}, which should have {expected:N0} bytes, and has {bytes:N0}");
            var last = tensor.Offset;
            var count = 1L;
            foreach (var (size, stride) in tensor.Shape.Zip(tensor.Strides))
            {
                last = checked(last + Math.Max(0, size - 1) * stride);
                count = checked(count * size);
            }
            if (tensor.Offset < 0 || (count > 0 && last >= tensor.Storage.Count))
                throw Wrong(name, $"is {ForeignText.Shape(tensor.Shape)}, and reaches beyond the {tensor.Storage.Count:N0} elements of its storage");
            if (checked(count * SizeOf(tensor.Storage.Type)) > Array.MaxLength)
                throw Wrong(name, $"is {ForeignText.Shape(tensor.Shape)}, more than an array can hold");
        }
        catch (OverflowException exception)
        {
            throw new DataFileException(Path, $"{ForeignText.Quote(name)} is {ForeignText.Shape(tensor.Shape)}, more than any file can hold.", exception);
        }
    }

    // Row by row, from wherever the elements lie.
    private byte[] Gather(TorchTensor tensor)
    {
        var size = SizeOf(tensor.Storage.Type);
        var source = _zip.Read(EntryOf(tensor));
        var bytes = new byte[Entry("", tensor).End];
        var index = new long[tensor.Shape.Count];
        for (var (to, from) = (0, tensor.Offset); to < bytes.Length; to += size)
        {
            source.AsSpan((int)(from * size), size).CopyTo(bytes.AsSpan(to));
            for (var axis = index.Length - 1; axis >= 0; axis--)
            {
                from += tensor.Strides[axis];
                if (++index[axis] < tensor.Shape[axis])
                    break;
                from -= tensor.Strides[axis] * tensor.Shape[axis];
                index[axis] = 0;
            }
        }

        return bytes;
    }

    private DataFileException Wrong(string name, string problem) => new(Path, $"{ForeignText.Quote(name)} {problem}: it is damaged.");

    private static TensorEntry Entry(string name, TorchTensor tensor) =>
        new(name, $"{tensor.Storage.Type}", tensor.Shape, 0, tensor.Shape.Aggregate((long)SizeOf(tensor.Storage.Type), (product, size) => product * size));
}
