namespace Bilinear.Artefacts;

/// <summary>
/// The items of a project as its targets write them down: a line each, of <c>word=value</c> between tabs. They come in a file,
/// since a shell would run what stands in a path.
/// </summary>
internal static class BuildList
{
    /// <exception cref="ItemException">A value has a tab or a second line.</exception>
    public static IReadOnlyList<BuildItem> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => new BuildItem(Words(line)))];

    private static Dictionary<string, string> Words(string line)
    {
        var words = new Dictionary<string, string>();
        foreach (var pair in line.Split('\t'))
        {
            if (pair.Split('=', 2) is not [var word, var value] || !BuildItem.Words.Contains(word) || !words.TryAdd(word, value))
                throw new ItemException("an item has a value with a tab or of several lines, which no name, path or number has.");
        }

        return words;
    }
}
