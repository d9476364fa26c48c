using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>The entries between two braces: each key known, and there once.</summary>
internal sealed class EntrySet
{
    private readonly FileContext _file;
    private readonly ValueScope _scope;
    private readonly Dictionary<string, EntrySyntax> _entries = new(StringComparer.Ordinal);

    /// <param name="owner">The word before the braces: <c>train</c>, <c>eigen</c>.</param>
    /// <param name="scope">The arguments that values may name; null for none.</param>
    public EntrySet(FileContext file, string owner, IReadOnlyList<EntrySyntax> entries, IReadOnlyList<string> keys, ValueScope? scope = null)
    {
        (_file, _scope) = (file, scope ?? ValueScope.OutsideOfBodies());
        foreach (var entry in entries)
        {
            var key = entry.Key.Text;
            if (entry.Label is { } label)
                file.Diagnostics.ReportLabelledEntry(label.Span, key);
            if (!keys.Contains(key))
                file.Diagnostics.ReportUnknownEntry(entry.Key.Span, key, owner, file.Names.Nearest(key, keys), keys);
            else if (_entries.TryGetValue(key, out var first))
                file.Diagnostics.ReportDuplicateEntry(entry.Key.Span, key, file.LineOf(first.Key.Span));
            else
                _entries.Add(key, entry);
        }
    }

    public EntrySyntax? Find(string key) => _entries.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>The value of an entry; null where there is no such entry, or after a report.</summary>
    /// <param name="example">A value that it may have, for the message.</param>
    public ValueSyntax? Value(string key, string example)
    {
        if (Find(key) is not { } entry)
            return null;
        if (entry.Block is not null)
            _file.Diagnostics.ReportEntryWithBlock(entry.Key.Span, key);
        if (entry.Value is null)
            _file.Diagnostics.ReportEntryWithoutValue(entry.Key.Span, key, example);
        return entry.Value;
    }

    /// <summary>An entry without a value, such as <c>alone</c>.</summary>
    public bool Flag(string key)
    {
        if (Find(key) is not { } entry)
            return false;
        if (entry.Block is not null)
            _file.Diagnostics.ReportEntryWithBlock(entry.Key.Span, key);
        if (entry.Value is { } value)
            _file.Diagnostics.ReportEntryWithValue(value.Span, key);
        return true;
    }

    public long? Integer(string key, ValueRange range, string example) =>
        Value(key, example) is { } value && _file.Values.Read(value, new ArgumentSymbol(key, ArgumentType.Int, Range: range), _scope) is IntegerValue integer
            ? integer.Value
            : null;

    public double? Number(string key, ValueRange range, string example) =>
        Value(key, example) is { } value && _file.Values.Read(value, new ArgumentSymbol(key, ArgumentType.F32, Range: range), _scope) is NumberValue number
            ? number.Value
            : null;

    /// <summary>One of a few words, as its place among them; null where there is no such entry, or after a report.</summary>
    public int? Choice(string key, IReadOnlyList<string> choices)
    {
        if (Value(key, choices[0]) is not { } value)
            return null;
        var name = (value as PathSyntax)?.SingleName;
        for (var i = 0; i < choices.Count; i++)
        {
            if (name == choices[i])
                return i;
        }

        _file.Diagnostics.ReportUnknownChoice(value.Span, key, _file.Excerpt(value.Span), name is null ? null : _file.Names.Nearest(name, choices), choices);
        return null;
    }
}
