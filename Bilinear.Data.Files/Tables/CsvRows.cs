using System.Globalization;
using System.Text;
using Bilinear.Serialization.Files;
using Bilinear.Text;
using Sylvan.Data.Csv;

namespace Bilinear.Data.Files.Tables;

/// <summary>The rows of a CSV file, one after the other, each with as many cells as the header; it knows where each cell stands.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The characters that may stand between cells. The one that is most frequent in the header does; the first of several.</summary>
    private const string Separators = ",;\t|";

    // A quote that is never closed makes the rest of the file one cell.
    private const int LongestRow = 1 << 24;
    private const int LongestHeader = 1 << 20;

    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly StreamReader _text;
    private readonly CsvDataReader _reader;
    private long _line = 1;
    private long _nextLine = 1;

    /// <exception cref="DataFileException">The file is no text, or has no header that names its columns.</exception>
    public CsvRows(string path)
    {
        _path = path;
        switch (FilePlace.KindOf(path))
        {
            case FileKind.Folder: throw new DataFileException(path, "it is a folder, and no CSV file.");
            case FileKind.Stream: throw new DataFileException(path, "it is a pipe or a device, and a table is read twice: write it to a file first.");
        }
        Separator = FindSeparator(path);
        _text = new StreamReader(path, Encoding);
        _reader = CsvDataReader.Create(_text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = Separator,
            Comment = '\0',
            MaxBufferSize = LongestRow,
            Culture = CultureInfo.InvariantCulture,
        });
        try
        {
            Header = ReadHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The names of the columns, each another.</summary>
    public IReadOnlyList<string> Header { get; }

    public char Separator { get; }

    /// <summary>A cell of the current row, without the spaces around it.</summary>
    public ReadOnlySpan<char> this[int column] => _reader.GetFieldSpan(column).Trim();

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    /// <exception cref="DataFileException">The row has more or fewer cells than the header, or is no row.</exception>
    public bool Read()
    {
        if (!ReadAny())
            return false;
        var found = _reader.RowFieldCount;
        if (found == Header.Count)
        {
            ThrowIfNul();
            return true;
        }
        var (what, mend) = found < Header.Count
            ? ($"no {Header[found]}", "fill it in")
            : ($"{Count(found - Header.Count, "cell")} too many", "quote a cell that holds the separator, or take them away");
        throw Wrong(Math.Min(found, Header.Count) - (found < Header.Count ? 1 : 0), $"the row has {Count(found, "cell")}, and the header {Count(Header.Count, "column")}: there {(found - Header.Count == 1 || found < Header.Count ? "is" : "are")} {what}. Mend the row ({mend}), or leave it out.");
    }

    /// <summary>What is wrong with a cell of the current row, with its place.</summary>
    public DataFileException Wrong(int column, string problem)
    {
        var (line, place) = PlaceOf(column);
        return new DataFileException(_path, line, place, problem);
    }

    /// <summary>The line that a cell of the current row begins in, and the character, both counted from 1.</summary>
    public (long Line, int Place) PlaceOf(int column)
    {
        var raw = _reader.GetRawRecordSpan();
        var (at, start, isQuoted) = (0, 0, false);
        for (; at < raw.Length && column > 0; at++)
        {
            // A cell is quoted where it begins so; any other quote is a character.
            if (raw[at] == '"' && raw[start] == '"')
                isQuoted = !isQuoted;
            else if (raw[at] == Separator && !isQuoted)
                (column, start) = (column - 1, at + 1);
        }

        return (_line + raw[..at].Count('\n'), at - raw[..at].LastIndexOf('\n'));
    }

    public void Dispose()
    {
        _reader.Dispose();
        _text.Dispose();
    }

    // .NET reads 1 and a NUL as 1.
    private void ThrowIfNul()
    {
        if (!_reader.GetRawRecordSpan().Contains('\0'))
            return;
        for (var column = 0; column < _reader.RowFieldCount; column++)
        {
            if (this[column].Contains('\0'))
                throw Wrong(column, $"{ForeignText.Quote(this[column].ToString())} holds a character 0, which is none of a text: take it out, or save the table as UTF-8.");
        }
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private bool ReadAny()
    {
        try
        {
            while (_reader.Read())
            {
                _line = _nextLine;
                var raw = _reader.GetRawRecordSpan();
                _nextLine += raw.Count('\n');
                if (!raw.IsWhiteSpace())
                    return true;
            }

            return false;
        }
        catch (CsvInvalidCharacterException exception)
        {
            throw new DataFileException(_path, _nextLine, 1, $"the quotes of this row do not fit together. A quoted cell ends with a quote before the next separator, and a quote within it is doubled, as in \"5\"\" disk\". {exception.Message}", exception);
        }
        catch (CsvRecordTooLargeException exception)
        {
            throw new DataFileException(_path, _nextLine, 1, $"the row that begins here has more than {LongestRow:N0} characters: is a quote never closed?", exception);
        }
        catch (CsvFormatException exception)
        {
            throw new DataFileException(_path, _nextLine, 1, $"no row can be read from here on. {exception.Message}", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataFileException(_path, _nextLine, 1, "here or behind it are bytes that are no text in UTF-8: save the table as UTF-8.", exception);
        }
    }

    private List<string> ReadHeader()
    {
        if (!ReadAny())
            throw new DataFileException(_path, "it is empty: a table begins with a line that names its columns.");
        ThrowIfNul();
        List<string> header = [.. Enumerable.Range(0, _reader.RowFieldCount).Select(column => this[column].ToString())];
        if (header.FindIndex(name => name.Length == 0) is >= 0 and var nameless)
            throw Wrong(nameless, $"column {nameless + 1} of {header.Count} has no name: the first line names each column.");
        if (header.Select((name, column) => (name, column)).GroupBy(pair => pair.name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Wrong(twice.ElementAt(1).column, $"columns {string.Join(" and ", twice.Take(2).Select(pair => pair.column + 1))} are both called {ForeignText.Quote(twice.Key)}: give each a name of its own.");
        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            throw Wrong(0, "the first line is numbers, and it should name the columns: put a line of names above it.");
        return header;
    }

    private static char FindSeparator(string path)
    {
        var counts = new int[Separators.Length];
        try
        {
            using var text = new StreamReader(path, Encoding);
            var isQuoted = false;
            for (var read = 0; read < LongestHeader && text.Read() is >= 0 and var next && (isQuoted || next is not ('\n' or '\r')); read++)
            {
                if (next == '"')
                    isQuoted = !isQuoted;
                else if (!isQuoted && Separators.IndexOf((char)next, StringComparison.Ordinal) is >= 0 and var separator)
                    counts[separator]++;
            }
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataFileException(path, 1, 1, "it is no text in UTF-8, as a table has to be: save it as UTF-8.", exception);
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
