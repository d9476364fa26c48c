using Bilinear.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Bilinear.Dsl.Tests.Fuzz;

/// <summary>Programs of the repository, right and wrong, with a few accidents each.</summary>
internal static class MutatedPrograms
{
    private static readonly string[] Words =
    [
        "(", ")", "[", "]", "{", "}", ",", ":", "=", "+", "-", "*", "/", "|>", "->", ".", "//", "///", "/*", "\n", "\r", "\0", "\uFEFF", "\uD83D", "é", "😀",
        "language", "namespace", "block", "model", "train", "decompose", "repeat", "return", "true", "none", "relu", "x", "d", "head", "linear", "bilinear", "glu", "flatten",
        "rmsnorm", "attention", "embedding", "f32", "token", "dim", "noise", "eigen", "keep", "loss", "weight", "cross_entropy", "(y: f32[3], z: f32[3])", "(x, x)", "0", "-1", "1e999", "2147483648", "9223372036854775807", "99999999999999999999",
    ];

    /// <summary>Comments, finished and not, that begin and end where a line does and where it does not.</summary>
    private static readonly string[] CommentMarks = ["/*", "*/", "//", "///", "////", "/**/", "/*/", "//*", "/*x/", "/* x */", "/", "*"];

    private static string[] Corpus { get; } =
        [.. Directory.GetFiles(Repository.Corpus, "*.bmlp", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public static Gen<string> Any =>
        from program in Gen.Elements(Corpus)
        from count in Gen.Choose(1, 6)
        from mutations in Gen.ListOf(Mutation, count)
        select mutations.Aggregate(program, (text, mutate) => mutate(text));

    /// <summary>Programs strewn with the marks of comments.</summary>
    public static Gen<string> WithComments =>
        from program in Gen.Elements(Corpus)
        from count in Gen.Choose(1, 30)
        from mutations in Gen.ListOf(Planting, count)
        select mutations.Aggregate(program, (text, mutate) => mutate(text));

    private static Gen<Func<string, string>> Planting =>
        from comment in Comment
        from at in Place
        from place in Gen.Elements<Func<string, int, int>>(LineStart, LineEnd, (_, anywhere) => anywhere)
        select (Func<string, string>)(text => text.Insert(place(text, at(text)), comment));

    private static Gen<Func<string, string>> Mutation => Gen.Frequency(
        (3, from word in Gen.Elements(Words) from at in Place select (Func<string, string>)(text => text.Insert(at(text), word))),
        (3, from word in Gen.Elements(Words) from at in Place select (Func<string, string>)(text => ReplaceWord(text, at(text), word))),
        (2, from range in Range select (Func<string, string>)(text => text.Remove(range(text).Start, range(text).Length))),
        (1, from range in Range from to in Place select (Func<string, string>)(text => text.Insert(to(text), text.Substring(range(text).Start, range(text).Length)))),
        (1, from range in Range from times in Gen.Choose(2, 300) select (Func<string, string>)(text => Repeat(text, range(text), times))),
        (1, from at in Place select (Func<string, string>)(text => text[..at(text)])));

    private static Gen<string> Comment =>
        from count in Gen.Choose(1, 3)
        from marks in Gen.ListOf(Gen.Elements(CommentMarks), count)
        from between in Gen.Elements("", " ", "\n", "\r\n")
        from end in Gen.Elements("", "\n")
        select string.Join(between, marks) + end;

    private static Gen<Func<string, int>> Place =>
        from share in Gen.Choose(0, 10_000)
        select (Func<string, int>)(text => (int)((long)text.Length * share / 10_000));

    private static Gen<Func<string, (int Start, int Length)>> Range =>
        from at in Place
        from length in Gen.Choose(1, 60)
        select (Func<string, (int, int)>)(text => (at(text), Math.Min(length, text.Length - at(text))));

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    private static string ReplaceWord(string text, int at, string word)
    {
        var start = at;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
            start--;
        while (at < text.Length && char.IsLetterOrDigit(text[at]))
            at++;
        return text[..start] + word + text[at..];
    }

    private static string Repeat(string text, (int Start, int Length) range, int times) =>
        text.Insert(range.Start, string.Concat(Enumerable.Repeat(text.Substring(range.Start, range.Length), times)));
}
