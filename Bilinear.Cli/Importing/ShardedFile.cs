using Bilinear.Data.Text;
using Bilinear.Data.Text.Json;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Cli.Importing;

/// <summary>A checkpoint in several <c>.safetensors</c> files, shown as one: <c>model.safetensors.index.json</c> says which tensor is in which.</summary>
internal sealed class ShardedFile : TensorFile
{
    private const string Map = "weight_map";

    private readonly Dictionary<string, SafeTensorsFile> _shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SafeTensorsFile Shard, TensorEntry Entry)> _tensors = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <exception cref="IOException">The index or a shard is missing or damaged, or they contradict each other.</exception>
    public ShardedFile(string path)
        : base(path)
    {
        try
        {
            foreach (var (tensor, shard) in JsonPart.Read(path, File.ReadAllBytes(path), index => index.Part(Map).AllTexts()))
                Add(tensor, shard);
            if (_shards.SelectMany(shard => shard.Value.Tensors.Keys, (shard, tensor) => (Shard: shard.Key, Tensor: tensor)).FirstOrDefault(pair => !_tensors.ContainsKey(pair.Tensor)) is { Tensor: { } other } surplus)
                throw Refuse($"{surplus.Shard} holds {ForeignText.Quote(other)}, which {Map} does not name: the files are not of one checkpoint.");
        }
        catch
        {
            Dispose();
            throw;
        }
        Tensors = _tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Entry, StringComparer.Ordinal);
    }

    public override IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    public override IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    protected override bool IsDisposed => _isDisposed;

    public override void Dispose()
    {
        _isDisposed = true;
        foreach (var shard in _shards.Values)
            shard.Dispose();
    }

    protected override void Fill(TensorEntry tensor, long offset, Span<byte> destination) => _tensors[tensor.Name].Shard.Read(tensor, offset, destination);

    protected override IOException Refuse(string problem) => new TextFileException(Path, problem);

    private void Add(string tensor, string shard)
    {
        // The name is another's: it may lead nowhere but into this folder.
        if (shard.Length == 0 || shard != System.IO.Path.GetFileName(shard) || shard is "." or "..")
            throw Refuse($"{Map} has {ForeignText.Quote(shard)} for {ForeignText.Quote(tensor)}, where the name of a file in this folder belongs.");
        if (!_shards.TryGetValue(shard, out var file))
        {
            var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, shard);
            if (!File.Exists(path))
                throw Refuse($"{Map} names {ForeignText.Quote(shard)}, and there is no such file beside it: fetch all files of the checkpoint.");
            _shards.Add(shard, file = SafeTensorsFile.Open(path));
        }
        _tensors.Add(tensor, file.Tensors.TryGetValue(tensor, out var entry) ? (file, entry)
            : throw Refuse($"{Map} says that {ForeignText.Quote(tensor)} is in {ForeignText.Quote(shard)}, and it is not: the files are not of one checkpoint."));
    }
}
