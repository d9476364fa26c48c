using System.Buffers;
using Bilinear.Data.Text.Normalizing;

namespace Bilinear.Data.Text.Formats;

/// <summary>A token that is found in a text before anything else is done to it.</summary>
/// <param name="TrimsLeft">Whether blanks before it belong to it.</param>
/// <param name="TrimsRight">Whether blanks behind it belong to it.</param>
internal sealed record AddedToken(string Content, int Id, bool TrimsLeft, bool TrimsRight);

/// <summary>A piece of a text: a token, or text between tokens.</summary>
internal readonly record struct Section(string Text, AddedToken? Token);

/// <summary>Finds added tokens in a text: the leftmost, and of several that begin there the longest.</summary>
internal sealed class AddedTokens
{
    private readonly ILookup<char, AddedToken> _byFirst;
    private readonly SearchValues<char> _first;

    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens.Where(token => token.Content.Length > 0).OrderByDescending(token => token.Content.Length).ToLookup(token => token.Content[0]);
        _first = SearchValues.Create([.. _byFirst.Select(group => group.Key)]);
    }

    /// <summary>The pieces of a text that are not empty.</summary>
    public List<Section> Cut(string text)
    {
        var sections = new List<Section>();
        var begin = 0;
        for (var at = 0; text.AsSpan(at).IndexOfAny(_first) is >= 0 and var skipped;)
        {
            at += skipped;
            if (_byFirst[text[at]].FirstOrDefault(token => text.AsSpan(at).StartsWith(token.Content, StringComparison.Ordinal)) is not { } token)
            {
                at++;
                continue;
            }
            if (at > begin)
                sections.Add(new Section(text[begin..at], null));
            sections.Add(new Section(token.Content, token));
            begin = at += token.Content.Length;
        }
        if (begin < text.Length)
            sections.Add(new Section(begin == 0 ? text : text[begin..], null));
        Trim(sections);
        return sections;
    }

    private static void Trim(List<Section> sections)
    {
        for (var index = 0; index < sections.Count; index++)
        {
            if (sections[index].Token is { TrimsLeft: true } && index > 0 && sections[index - 1].Token is null)
                sections[index - 1] = new Section(TrimEnd(sections[index - 1].Text), null);
            if (sections[index].Token is { TrimsRight: true } && index + 1 < sections.Count && sections[index + 1].Token is null)
                sections[index + 1] = new Section(TrimStart(sections[index + 1].Text), null);
        }
    }

    private static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Characters.IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    private static string TrimStart(string text)
    {
        var begin = 0;
        while (begin < text.Length && Characters.IsSpace(text[begin]))
            begin++;
        return text[begin..];
    }
}
