using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Reads the <c>loss</c> entries of a <c>train</c> block. To which output each belongs is decided for each model that has the block.</summary>
internal sealed class LossReader(FileContext file, ValueScope scope)
{
    public const string Loss = "loss";

    private const string Weight = "weight";

    public LossEntry Read(EntrySyntax entry)
    {
        var value = new EntrySet(file, "train", [entry with { Label = null, Block = null }], [Loss]);
        var block = new EntrySet(file, Loss, entry.Block ?? [], [Weight], scope);
        return new LossEntry(entry, entry.Label, (LossKind?)value.Choice(Loss, LossKinds.Names), block.Number(Weight, ValueRange.Positive, "0.5") ?? 1);
    }
}
