using Bilinear.Data.Text;
using Bilinear.Devices;
using Bilinear.Testing.Architecture;

namespace Bilinear.Runtime.Tests.Architecture;

/// <summary>The runtime's rooms are floors: each names only rooms below it.</summary>
public sealed class FloorTests
{
    private static readonly string Runtime = typeof(Device).Assembly.Location;

    // A device makes memory, memory names its device, and a view of memory is what a device's kernels take: three rooms, one floor.
    private static readonly Floors Rooms = new("Bilinear",
        "Text", "Tensors Devices Kernels", "Serialization", "Linalg", "Data", "Training", "Spectral", "Reports");

    [Fact]
    public void NoRoom_NamesARoomAboveIt() => Assert.Equal([], Rooms.Violations(Runtime));

    [Fact]
    public void TheRoomsOfTheProduct_AreFloorsToo() => Assert.Equal([], new Floors("Bilinear.Kernels.Cpu.Gemm", "Tiles", "Panels").Violations(Runtime));

    // Public types stand in the root: what is wrong with a file, which every room says, and what the two upper rooms work with.
    [Fact]
    public void TheRoomsOfText_AreFloorsToo() => Assert.DoesNotContain(
        new Floors("Bilinear.Data.Text", "Json", "Normalizing", "Splitting", "Models", "Decoding", "Formats", "Vocabularies", "Corpora").Violations(typeof(Tokenizer).Assembly.Location),
        violation => !violation.EndsWith($" → {nameof(TextFileException)}", StringComparison.Ordinal) && !violation.StartsWith("Corpora → :", StringComparison.Ordinal) && !violation.StartsWith("Vocabularies → :", StringComparison.Ordinal));

    [Fact]
    public void AnArrowUp_IsFound() =>
        Assert.Contains("Spectral → Training: Decomposition → Provenance", new Floors("Bilinear", "Spectral", "Training").Violations(Runtime));
}
