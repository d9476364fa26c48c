using System.Text;
using Bilinear.Data.Text.Decoding;

namespace Bilinear.Data.Text;

/// <summary>
/// Turns tokens into text one by one, as a model generates them. Text comes as soon as nothing can change it any more: a
/// character may be several tokens, and a tokenizer of words takes the blank before a full stop away when that comes. All that it
/// gives is the text that <see cref="Tokenizer.Decode"/> gives for all tokens at once.
/// </summary>
public sealed class StreamingDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly TokenBytes _bytes;
    private readonly Decoder _characters = Encoding.UTF8.GetDecoder();
    private string _pending = "";
    private bool _hasBegun;
    private int _left;

    internal StreamingDecoder(Tokenizer tokenizer, TokenBytes bytes) => (_tokenizer, _bytes, _left) = (tokenizer, bytes, bytes.StripsAtMost);

    /// <summary>Adds a token, and gives the text that is whole with it, which may be none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token is not in the vocabulary.</exception>
    public string Add(int id)
    {
        if (_tokenizer.IsSpecial(id))
            return "";
        var text = Read((_hasBegun ? _bytes.Later : _bytes.First)[id], flush: false);
        _hasBegun = true;
        if (!_bytes.IsCleaned)
            return text;
        _pending += text;
        var cut = CleanUp.SafeCut(_pending);
        var whole = CleanUp.Of(_pending[..cut]);
        _pending = _pending[cut..];
        return whole;
    }

    /// <summary>Ends the text, and gives what is left of it; half a character is U+FFFD.</summary>
    public string Finish()
    {
        var rest = CleanUpRest(_pending + Read([], flush: true));
        (_pending, _hasBegun, _left) = ("", false, _bytes.StripsAtMost);
        return rest;
    }

    private string CleanUpRest(string text) => _bytes.IsCleaned ? CleanUp.Of(text) : text;

    private string Read(ReadOnlySpan<byte> bytes, bool flush)
    {
        // What begins a character stays in the decoder, and may come out as U+FFFD before these bytes.
        var text = new char[bytes.Length + 2];
        var rest = text.AsSpan(0, _characters.GetChars(bytes, text, flush));
        while (_left > 0 && !rest.IsEmpty)
        {
            _left = rest[0] == _bytes.Stripped ? _left - 1 : 0;
            rest = rest[0] == _bytes.Stripped ? rest[1..] : rest;
        }
        return rest.ToString();
    }
}
