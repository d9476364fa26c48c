using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>y = gain ⊙ (x·weightᵀ + bias) under mean squared error: a bias, a gain, and targets that are floats.</summary>
internal sealed class Affine(Device device, int batch) : Model(ModelDescription, device, batch, seed: 3)
{
    public static ModelDescription ModelDescription { get; } = new()
    {
        Name = "Affine",
        Inputs = [new("x", [3])],
        Outputs = [new("y", [2], LossKind.MeanSquaredError)],
        Parameters =
        [
            new("linear.weight", [2, 3], FanIn: 3, ParameterInit.UniformFanIn),
            new("linear.bias", [2], FanIn: 3, ParameterInit.UniformFanIn),
            new("norm.weight", [2], FanIn: 2, ParameterInit.Ones),
        ],
        ForwardArena = 16,
        StepArena = 64,
        TrainDefaults = new() { Optimizer = new(LearningRate: 0.05, WeightDecay: 0), Batch = 8, Steps = 400 },
        Forward = RunForward,
        Step = RunStep,
    };

    private static void RunForward(Workspace at) =>
        at.Device.Product<AddThenScale>(at.Input(0, 1, 3), at.Parameter(0).T,
            new() { In0 = at.Parameter(1).Broadcast(at.Samples), In1 = at.Parameter(2).Broadcast(at.Samples), Out0 = at.Output(0, 1, 2), Out1 = at.Arena(0, 1, 2) });

    private static void RunStep(Workspace at)
    {
        var device = at.Device;
        var sum = at.Arena(0, 1, 2);
        var y = at.Arena(16, 1, 2);
        var dy = at.Arena(32, 1, 2);
        var dSum = at.Arena(48, 1, 2);
        var gain = at.Parameter(2).Broadcast(at.Samples);
        device.Product<AddThenScale>(at.Input(0, 1, 3), at.Parameter(0).T, new() { In0 = at.Parameter(1).Broadcast(at.Samples), In1 = gain, Out0 = y, Out1 = sum });
        device.SquaredError(y, at.Target(0, 1, 2), at.Loss(0), dy);

        // dGain[1,2] = Σ_b dy ⊙ sum; dSum[b,2] = dy ⊙ gain
        device.Map<Times>(new() { In0 = dy, In1 = sum, Out0 = dSum });
        device.SumRows(dSum, at.Gradient(2));
        device.Map<Times>(new() { In0 = dy, In1 = gain, Out0 = dSum });
        device.SumRows(dSum, at.Gradient(1));
        device.Product(dSum.T, at.Input(0, 1, 3), at.Gradient(0));
    }

    private readonly struct AddThenScale : IEpilogue
    {
        public static int Inputs => 2;

        public static int Outputs => 2;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> =>
            (at.Out0, at.Out1) = ((at.Left + at.In0) * at.In1, at.Left + at.In0);
    }

    private readonly struct Times : IEpilogue
    {
        public static int Inputs => 2;

        public static int Outputs => 1;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.In0 * at.In1;
    }
}
