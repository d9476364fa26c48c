using System.Text.Json;
using Bilinear.Data.Text;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataText;

/// <summary>Where the tests find tokenizers, and what other libraries make of texts with them.</summary>
internal static class TokenizerFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Tests, "tokenizers");

    public static string TinyStories { get; } = Path.Combine(Folder, "tinystories-656k", "tokenizer.json");

    public static string Stories260K { get; } = Path.Combine(Folder, "stories260K", "tok512.bin");

    /// <summary>The tokenizer of a name in the files of cases; a visible skip where its file may not be in a clone and is not there.</summary>
    public static Tokenizer Load(string name)
    {
        if (name is "tinystories-656k")
            return Tokenizer.Load(TinyStories);
        if (name is "stories260K")
            return Tokenizer.Load(Stories260K);
        var data = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(data is null, "BILINEAR_DATA is not set: it names the folder that holds tokenizers/.");
        var file = Path.Combine(data!, "tokenizers", $"{name}.json");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there.");
        return Tokenizer.Load(file);
    }

    /// <summary>The cases of a tokenizer.</summary>
    public static IReadOnlyList<(string Text, int[] Ids, string Decoded)> Cases(string file, string name)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return [.. cases.RootElement.GetProperty(name).EnumerateArray().Select(one => (
            one.GetProperty("text").GetString()!, one.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray(), one.GetProperty("decoded").GetString()!))];
    }
}
