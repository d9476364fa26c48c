using System.Xml.Linq;

namespace Bilinear.Reports.Files;

/// <summary>Says of the elements of a page which files they are, for who wants them outside of it.</summary>
internal static class FigureFiles
{
    /// <summary>The list of all files, which is written with them.</summary>
    public const string Index = "index.csv";

    /// <summary>Its first line, by which it is known.</summary>
    public const string Header = "file,shows";

    public static XElement Mark(XElement element, params FigureFile[] files)
    {
        element.AddAnnotation(files);
        return element;
    }

    /// <summary>All files of a page, in its order, and the list of them.</summary>
    public static IReadOnlyList<FigureFile> Of(XElement page)
    {
        FigureFile[] files = [.. page.DescendantsAndSelf().SelectMany(element => element.Annotations<FigureFile[]>()).SelectMany(files => files)];
        return [.. files, new FigureFile(Index, "The list of all files.", () => Csv.Write(Header.Split(','), files.Select(file => (IEnumerable<object?>)[file.Name, file.Title])))];
    }

    /// <summary>A name, such as a layer's, as the beginning of files' names: what is no plain letter, digit, underscore or dot becomes a dash.</summary>
    public static string Stem(string name)
    {
        const int Longest = 80;
        var stem = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-')).TrimStart('.');
        return stem.Length == 0 ? "unnamed" : stem[..Math.Min(stem.Length, Longest)];
    }
}
