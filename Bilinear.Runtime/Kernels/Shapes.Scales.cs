using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels;

internal static partial class Shapes
{
    public static void BatchScale(Device device, View squares, View scale, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Output(device, scale, 1, scale.Columns, nameof(scale));
        Input(device, squares, 1, scale.Columns, nameof(squares));
    }

    public static void BatchScaleAdjoint(Device device, View scale, View dScale, View dSquares, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Output(device, dSquares, 1, dSquares.Columns, nameof(dSquares));
        Input(device, scale, 1, dSquares.Columns, nameof(scale));
        Input(device, dScale, 1, dSquares.Columns, nameof(dScale));
    }

    public static void MeasureScale(Device device, View scale, View batch)
    {
        Output(device, scale, 1, scale.Columns, nameof(scale));
        Input(device, batch, 1, scale.Columns, nameof(batch));
    }
}
