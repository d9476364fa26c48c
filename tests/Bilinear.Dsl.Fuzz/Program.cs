using System.Runtime.InteropServices;
using Bilinear.Dsl;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Text;

// The compiler in a process of its own: a line in is a program (its UTF-16 in base64, so that halves of surrogate pairs arrive),
// a line out is what became of it. A crash ends this process only.
while (Console.ReadLine() is { } line)
{
    var answer = "";
    var text = new string(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(line)));

    // A megabyte of stack is what compilers give their threads on Windows.
    var compiler = new Thread(() => answer = Compile(text), maxStackSize: 1 << 20);
    compiler.Start();
    compiler.Join();
    Console.WriteLine(answer.ReplaceLineEndings(" | "));
}

static string Compile(string text)
{
    try
    {
        var compilation = new BmlpCompilation(new SourceText("fuzz.bmlp", text));
        var outside = compilation.Diagnostics.FirstOrDefault(diagnostic =>
            diagnostic.Span.Start < 0 || diagnostic.Span.Length < 0 || diagnostic.Span.End > text.Length);
        if (outside is not null)
            return $"has a place outside the file: {outside}";
        _ = compilation.Print(Stage.Syntax) + compilation.Print(Stage.Bound) + compilation.CanonicalText;
        _ = Formatter.Format(compilation.Source, new DiagnosticBag());
        return "ok";
    }
    catch (Exception exception)
    {
        return $"threw {exception}";
    }
}
