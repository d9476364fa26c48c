using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Reads the <c>loss</c> entries of a <c>train</c> block. To which output each belongs is decided for each model that has the block.</summary>
internal sealed class LossReader(FileContext file)
{
    public const string Loss = "loss";

    private const string Weight = "weight";

    /// <summary>The words of <c>loss</c>, in the order of <see cref="LossKind"/>.</summary>
    private static readonly string[] Losses = ["cross_entropy", "mean_squared_error"];

    public static string NameOf(LossKind kind) => Losses[(int)kind];

    public LossEntry Read(EntrySyntax entry)
    {
        var value = new EntrySet(file, "train", [entry with { Label = null, Block = null }], [Loss]);
        var block = new EntrySet(file, Loss, entry.Block ?? [], [Weight]);
        return new LossEntry(entry, entry.Label, (LossKind?)value.Choice(Loss, Losses), block.Number(Weight, ValueRange.Positive, "0.5") ?? 1);
    }
}
