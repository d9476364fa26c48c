using System.Text;
using System.Text.Unicode;

namespace Bilinear.Data.Text.Corpora;

/// <summary>Reads a file of texts line by line, and hands on the lines between two separators as one text. No more than that text is in memory.</summary>
internal sealed class TextLines : IDisposable
{
    private const int Piece = 1 << 16;

    /// <summary>A string cannot hold more characters.</summary>
    private const int LongestText = 0x3FFFFFDF;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] Between = Encoding.UTF8.GetBytes(TextFile.Separator);

    private readonly string _path;
    private readonly Action<double>? _progress;
    private readonly FileStream _file;
    private readonly Stream _bytes;
    private readonly bool _isCompressed;

    // The text as far as it has been read, and behind it what has been read of the next.
    private byte[] _buffer = new byte[Piece];
    private int _end;
    private bool _hasBegun;
    private bool _isAtEnd;
    private long _line = 1;

    public TextLines(string path, Action<double>? progress)
    {
        (_path, _progress) = (path, progress);
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        // A pipe is read once, and what it begins with cannot be put back: its bytes are taken as they come.
        _isCompressed = _file.CanSeek && _file.ReadByte() == 0x1F && _file.ReadByte() == 0x8B;
        if (_file.CanSeek)
            _file.Position = 0;
        _bytes = _isCompressed ? WholeGzip.Open(_file) : _file;
    }

    /// <summary>The next text without white space around it, which may be empty; null at the end of the file.</summary>
    public string? ReadText()
    {
        if (!_hasBegun)
            SkipMark();
        var line = 0;
        for (var at = 0; ;)
        {
            var feed = _buffer.AsSpan(at, _end - at).IndexOf((byte)'\n');
            if (feed < 0)
            {
                at = _end;
                if (Fill())
                    continue;
                // The file has ended, with or without a line feed.
                if (_end == 0)
                    return null;
                var isLast = IsSeparator(_buffer.AsSpan(line, _end - line));
                return Take(isLast ? line : _end, _end);
            }
            at += feed + 1;
            if (IsSeparator(_buffer.AsSpan(line, at - line)))
                return Take(line, at);
            line = at;
        }
    }

    public void Dispose() => _bytes.Dispose();

    private static bool IsSeparator(ReadOnlySpan<byte> line) => line.Trim(" \t\r\n"u8).SequenceEqual(Between);

    private void SkipMark()
    {
        _hasBegun = true;
        while (_end < Mark.Length && Fill())
        {
        }
        if (_buffer.AsSpan(0, _end).StartsWith(Mark))
            Remove(Mark.Length);
    }

    // Whether there was more of the file.
    private bool Fill()
    {
        if (_isAtEnd)
            return false;
        if (_end == _buffer.Length)
        {
            if (_end == Array.MaxLength)
                throw TooLong();
            Array.Resize(ref _buffer, (int)Math.Min(2L * _end, Array.MaxLength));
        }
        var read = ReadBytes(_buffer.AsSpan(_end));
        _isAtEnd = read == 0;
        _end += read;
        if (_isAtEnd && _isCompressed)
        {
            if (_end == 0 || _buffer[_end - 1] != WholeGzip.End)
                throw Damaged(null);
            _end--;
        }
        if (_progress is not null && _file.CanSeek)
            _progress((double)_file.Position / Math.Max(1, _file.Length));
        return !_isAtEnd;
    }

    private int ReadBytes(Span<byte> destination)
    {
        try
        {
            return _bytes.Read(destination);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    private string Take(int length, int removed)
    {
        var bytes = _buffer.AsSpan(0, length);
        if (!Utf8.IsValid(bytes))
            throw NotUtf8(bytes);
        if (length > LongestText)
            throw TooLong();
        var text = Encoding.UTF8.GetString(bytes).Trim();
        _line += _buffer.AsSpan(0, removed).Count((byte)'\n');
        Remove(removed);
        return text;
    }

    private void Remove(int count)
    {
        _buffer.AsSpan(count, _end - count).CopyTo(_buffer);
        _end -= count;
    }

    private TextFileException NotUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            at += consumed;
        var before = bytes[..at];
        var place = at - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new TextFileException(_path, _line + before.Count((byte)'\n'), $"byte {place} of this line, 0x{bytes[at]:X2}, is not UTF-8: save the file as UTF-8.");
    }

    private TextFileException Damaged(Exception? inner) => new(_path, "its compression is damaged, or it is cut off.", inner);

    private TextFileException TooLong() => new(_path, $"the text that begins at line {_line} is longer than a string can be: put lines {TextFile.Separator} between texts.");
}
