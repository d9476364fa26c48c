using System.Globalization;
using System.Text;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Text;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Compiling;

/// <summary>A <c>.bmlp</c> file on disk as the compiler takes it, and its mistakes as lines.</summary>
internal static class SourceFile
{
    /// <summary>The encoding of every <c>.bmlp</c> file; bytes that are none of it are no text.</summary>
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">It cannot be read.</exception>
    public static BmlpCompilation Open(string path) => new(Read(path));

    /// <exception cref="InputException">It cannot be read.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            return new SourceText(path, ReadSome(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{ForeignText.Shorten(path, CommandFile.LongestPath)} cannot be read: {problem switch
            {
                _ when Directory.Exists(path) => "it is a folder. Name the files in it.",
                FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
                PathTooLongException => "its name is too long.",
                UnauthorizedAccessException => "this user may not read it.",
                _ => problem.Message,
            }}");
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{path} is no text in UTF-8, as a .bmlp file has to be.");
        }
    }

    /// <summary>
    /// Writes a program that is right, laid out as <c>bmlp fmt</c> does, behind the mark by which it is known for ours. What somebody has written or changed at the path while
    /// the command worked stays, and the program is written beside it.
    /// </summary>
    /// <param name="status">Says so.</param>
    /// <returns>The path at which it stands.</returns>
    /// <exception cref="IOException">It cannot be written; a file that was there stays as it was.</exception>
    public static string Write(string path, string text, StatusLine? status)
    {
        var formatted = Formatter.Format(new SourceText(path, text), new DiagnosticBag())!;
        var free = FreePlace(path);
        AtomicFile.Write(free, stream => stream.Write(Marked(formatted)));
        if (free != path)
            status?.Say($"note: {ForeignText.Clean(path)} was changed meanwhile and stays as it is: the program is in {ForeignText.Clean(free)}");
        return free;
    }

    private static string FreePlace(string path)
    {
        var free = path;
        for (var number = 2; !FileConflicts.CanBeReplacedByProgram(FilePlace.Of(free)); number++)
            free = Path.ChangeExtension(path, string.Create(CultureInfo.InvariantCulture, $"{number}{CommandFile.ProgramEnding}"));
        return free;
    }

    /// <summary>The bytes of a program behind the mark by which it is known for ours.</summary>
    public static byte[] Marked(string text) => Encoding.GetBytes($"{ProgramMark.Of(text)}\n{text}");

    /// <summary>Reads as much of a file as shows that it is too long: it may be any file, and as long as a disk.</summary>
    private static string ReadSome(string path)
    {
        using var reader = new StreamReader(path, Encoding);
        var text = new StringBuilder();
        var buffer = new char[64 * 1024];
        while (text.Length <= BmlpParser.LongestFile && reader.ReadBlock(buffer) is > 0 and var count)
            text.Append(buffer, 0, count);
        return text.ToString();
    }

    /// <summary>Every mistake in a file, those included that only show when it becomes C#.</summary>
    public static IReadOnlyList<Mistake> MistakesOf(BmlpCompilation compilation) =>
        Mistakes(compilation.Source, compilation.Diagnostics.Concat(ModelNames.Mistakes(compilation.Syntax, compilation.Syntax.Namespace?.Name.Text ?? "")));

    public static IReadOnlyList<Mistake> Mistakes(SourceText source, IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => new Mistake(Line(source, diagnostic), source, diagnostic.Span) { Diagnostic = diagnostic })];

    /// <summary><c>digits.bmlp(9,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?</c></summary>
    private static string Line(SourceText source, Diagnostic diagnostic)
    {
        var place = source.PositionOf(diagnostic.Span.Start);
        return $"{source.Path}({place.Line + 1},{place.Column + 1}): error {diagnostic.Rule.Id}: {diagnostic.Message}";
    }
}
