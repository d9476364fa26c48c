using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels;

// The operands of kernels over the positions of texts.
internal static partial class Shapes
{
    public static void Embed(Device device, View tokens, View table, View y)
    {
        Input(device, tokens, tokens.Rows, 1, nameof(tokens));
        Plain(device, table, nameof(table));
        Output(device, y, tokens.Rows, table.Columns, nameof(y));
    }

    public static void EmbedAdjoint(Device device, View tokens, View dy, View dTable)
    {
        Input(device, tokens, tokens.Rows, 1, nameof(tokens));
        Plain(device, dy, nameof(dy));
        Input(device, dy, tokens.Rows, dy.Columns, nameof(dy));
        Output(device, dTable, dTable.Rows, dy.Columns, nameof(dTable));
    }

    public static void Rotate(Device device, View x, View positions, View y, int heads, double @base)
    {
        Plain(device, x, nameof(x));
        if (heads < 1 || x.Columns % heads != 0 || x.Columns / heads % 2 != 0)
            throw new ArgumentException($"x has {x.Columns} columns, which are no {heads} heads of an even size.", nameof(heads));
        if (!(@base > 0 && double.IsFinite(@base)))
            throw new ArgumentException($"The base of rotary positions is {@base}; it must be a number above zero.", nameof(@base));
        Input(device, positions, x.Rows, 1, nameof(positions));
        Output(device, y, x.Rows, x.Columns, nameof(y));
    }

    public static void LinearCrossEntropy(Device device, View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        Plain(device, x, nameof(x));
        Plain(device, weight, nameof(weight));
        Input(device, weight, weight.Rows, x.Columns, nameof(weight));
        if (!bias.IsNone)
            Input(device, bias, 1, weight.Rows, nameof(bias));
        Input(device, targets, x.Rows, 1, nameof(targets));
        Output(device, loss, 1, 1, nameof(loss));
        if (!dx.IsNone)
            Output(device, dx, x.Rows, x.Columns, nameof(dx));
        if (!dWeight.IsNone)
            Output(device, dWeight, weight.Rows, weight.Columns, nameof(dWeight));
        if (!dBias.IsNone)
            Output(device, dBias, 1, weight.Rows, nameof(dBias));
    }
}
