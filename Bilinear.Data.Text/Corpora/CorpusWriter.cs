using System.Runtime.InteropServices;
using System.Text;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Text.Corpora;

/// <summary>
/// Writes a tokenised corpus of any length: its tokens go to a file without a name as they come, since the header in front of them
/// says how many there are, and from there to their place.
/// </summary>
internal sealed class CorpusWriter : IDisposable
{
    private readonly Tokenizer _tokenizer;
    private readonly string _path;

    // What is not flushed when something went wrong is not flushed by Dispose either, which would fail once more.
    private readonly FileStream _file;
    private readonly BufferedStream _tokens;
    private readonly List<long> _starts = [0];
    private readonly List<long> _bytes = [];

    public CorpusWriter(Tokenizer tokenizer, string path)
    {
        (_tokenizer, _path) = (tokenizer, path);
        var place = FilePlace.Of(path);
        var folder = place.Kind == FileKind.Stream ? Path.GetTempPath() : Path.GetDirectoryName(place.Path)!;
        var name = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        _file = Writing(() => new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose));
        _tokens = new BufferedStream(_file, 1 << 16);
        // Where a file that is open can lose its name, a kill leaves nothing.
        if (!OperatingSystem.IsWindows())
            File.Delete(name);
    }

    public int Texts => _bytes.Count;

    public long Tokens => _starts[^1];

    public long Bytes => _bytes.Sum();

    public void Add(string text)
    {
        var tokens = _tokenizer.EncodeWhole(text);
        Writing(() =>
        {
            _tokens.Write(MemoryMarshal.AsBytes(tokens.AsSpan()));
            return true;
        });
        _starts.Add(_starts[^1] + tokens.Length);
        _bytes.Add(Encoding.UTF8.GetByteCount(text));
    }

    public void Finish(string sources) => AtomicFile.Write(_path, SafeTensorsWriter.Prepare(CorpusInfo.Of(_tokenizer, sources).ToMetadata(),
    [
        // The widest first, so that all elements lie at multiples of their size.
        TensorContent.Of(CorpusFile.Starts, _starts),
        TensorContent.Of(CorpusFile.Bytes, _bytes),
        new TensorContent(CorpusFile.Tokens, ElementType.I32, [_starts[^1]], stream =>
        {
            _tokens.Flush();
            _file.Position = 0;
            _file.CopyTo(stream);
        }),
    ]));

    public void Dispose() => _file.Dispose();

    // Whoever reads that no space is left knows the output, and not the file without a name.
    private T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException exception)
        {
            throw new IOException($"{_path} could not be written. {exception.Message}", exception);
        }
    }
}
