namespace Bilinear.Testing.Architecture;

/// <summary>
/// The rooms of an assembly as floors, the lowest first: a type may name types of its own room and of rooms on floors below,
/// and of no room beside it or above. A floor with several rooms in one line is one room for this.
/// </summary>
/// <param name="root">The namespace of the assembly. A room is the part of a namespace that follows it; what stands in the root itself is the top.</param>
/// <param name="floors">Rooms by name, several on a floor joined by a blank.</param>
public sealed class Floors(string root, params string[] floors)
{
    private const string Top = "";

    /// <summary>What breaks the rule, a line each: <c>Training → Spectral: ModelWeights → DecompositionCache</c>.</summary>
    /// <param name="assembly">The path of the assembly.</param>
    public IReadOnlyList<string> Violations(string assembly)
    {
        var arrows = TypeReferences.Read(assembly).Where(arrow => IsOurs(arrow.From) && IsOurs(arrow.To)).ToList();
        return
        [
            .. arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).Select(RoomOf).Distinct().Where(room => FloorOf(room) < 0).Order(StringComparer.Ordinal)
                .Select(room => $"{room} is a room without a floor"),
            .. arrows.Where(IsUp).OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal)
                .Select(arrow => $"{RoomOf(arrow.From)} → {RoomOf(arrow.To)}: {NameOf(arrow.From)} → {NameOf(arrow.To)}"),
        ];
    }

    private bool IsUp(Arrow arrow)
    {
        var (from, to) = (FloorOf(RoomOf(arrow.From)), FloorOf(RoomOf(arrow.To)));
        return from >= 0 && to > from;
    }

    // What the compiler writes into every assembly stands in namespaces of its own.
    private bool IsOurs(string type) => type.StartsWith(root + ".", StringComparison.Ordinal);

    private string RoomOf(string type)
    {
        var parts = type[(root.Length + 1)..].Split('.');
        return parts.Length == 1 ? Top : parts[0];
    }

    private int FloorOf(string room) => room == Top ? floors.Length : Array.FindIndex(floors, floor => floor.Split(' ').Contains(room));

    private static string NameOf(string type) => type[(type.LastIndexOf('.') + 1)..];
}
