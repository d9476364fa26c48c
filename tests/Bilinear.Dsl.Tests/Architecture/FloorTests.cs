using Bilinear.Dsl.Binding;
using Bilinear.Testing.Architecture;

namespace Bilinear.Dsl.Tests.Architecture;

/// <summary>The compiler's rooms are floors: each names only rooms below it.</summary>
public sealed class FloorTests
{
    private static readonly string Compiler = typeof(Binder).Assembly.Location;

    // Binding stands on top: no stage after it names anything of it, and what it hands on stands in Bound.
    private static readonly Floors Rooms = new("Bilinear.Dsl",
        "Text", "Symbols", "Diagnostics", "Syntax", "Hosting", "Bound", "Ir", "Kernels", "Passes", "Autodiff", "Spectral", "Fusion", "Scheduling", "Binding");

    [Fact]
    public void NoRoom_NamesARoomAboveIt() => Assert.Equal([], Rooms.Violations(Compiler));

    [Fact]
    public void TheRoomsOfBinding_AreFloorsToo() =>
        Assert.Equal([], new Floors("Bilinear.Dsl.Binding", "Values", "Operators", "Bodies", "Declarations").Violations(Compiler));

    [Fact]
    public void Binding_NamesNoStageAfterIt() =>
        Assert.Equal([], new Floors("Bilinear.Dsl", "Text", "Symbols", "Diagnostics", "Syntax", "Hosting", "Bound", "Binding",
            "Ir", "Kernels", "Passes", "Autodiff", "Spectral", "Fusion", "Scheduling").Violations(Compiler).Where(violation => violation.StartsWith("Binding ")));

    [Fact]
    public void AnArrowUp_IsFound() =>
        Assert.Contains("Syntax → Diagnostics: BmlpParser → DiagnosticBag", new Floors("Bilinear.Dsl", "Syntax", "Diagnostics").Violations(Compiler));

    [Fact]
    public void ARoomWithoutAFloor_IsFound() => Assert.Contains("Syntax is a room without a floor", new Floors("Bilinear.Dsl", "Text").Violations(Compiler));
}
