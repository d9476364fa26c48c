using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>
/// What the generator prints for the first program, by hand and with noise on the image: 8×8 pixels, embedding, one
/// bilinear layer, head.
/// </summary>
internal sealed class Quadratic(Device device, int batch = 128, ulong seed = 42, ModelDescription? description = null)
    : Model(description ?? ModelDescription, device, batch, seed)
{
    private const int Pixels = 64;
    private const int Hidden = 64;
    private const int Digits = 10;

    public static ModelDescription ModelDescription { get; } = Describe("Quadratic");

    public Weights ToWeights() => new(this);

    public static ModelDescription Describe(string name, float noise = 0.1f, string text = "model Quadratic\n", params KeyValuePair<string, string>[] arguments) => new()
    {
        Name = name,
        CanonicalText = text,
        Arguments = arguments,
        Inputs = [new("image", [8, 8])],
        Outputs = [new("digit", [Digits])],
        Parameters =
        [
            new("embed.weight", [Hidden, Pixels], FanIn: Pixels, ParameterInit.UniformFanIn),
            new("body.weight", [2 * Hidden, Hidden], FanIn: Hidden, ParameterInit.UniformFanIn, Stacked: true),
            new("head.weight", [Digits, Hidden], FanIn: Hidden, ParameterInit.UniformFanIn),
        ],
        ForwardArena = 128,
        StepArena = 592,
        TrainDefaults = new()
        {
            Optimizer = new(LearningRate: 1e-2, WeightDecay: 0.5),
            Schedule = LearningRateSchedule.Cosine,
            Epochs = 60,
            Seed = 42,
        },
        Forward = RunForward,
        Step = at => RunStep(at, noise),
    };

    private static void RunForward(Workspace at)
    {
        var device = at.Device;
        var image = at.Input(0, 1, Pixels);
        var embed = at.Arena(0, 1, Hidden);
        var body = at.Arena(64, 1, Hidden);

        // embed[b,64] = image·embed.weightᵀ
        device.Product(image, at.Parameter(0).T, embed);

        // body[b,64] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
        device.DualProduct<Hadamard>(embed, at.Parameter(1).T, new() { Out0 = body });

        // digit[b,10] = body·head.weightᵀ
        device.Product(body, at.Parameter(2).T, at.Output(0, 1, Digits));
    }

    private static void RunStep(Workspace at, float sigma)
    {
        var device = at.Device;
        var image = at.Input(0, 1, Pixels);
        var noisy = at.Arena(0, 1, Pixels);
        var embed = at.Arena(64, 1, Hidden);
        var body = at.Arena(128, 1, Hidden);
        var left = at.Arena(192, 1, Hidden);
        var right = at.Arena(256, 1, Hidden);
        var dLogits = at.Arena(320, 1, Digits);
        var dPair = at.Arena(336, 1, 2 * Hidden);
        var dEmbed = at.Arena(464, 1, Hidden);
        var digit = at.Arena(528, 1, Digits);

        device.Noise(image, noisy, NoiseKind.Relative, at.NoiseScale * sigma, at.NoiseKey(0), at.SampleIndices);
        device.Product(noisy, at.Parameter(0).T, embed);
        device.DualProduct<HadamardKept>(embed, at.Parameter(1).T, new() { Out0 = body, Out1 = left, Out2 = right });
        device.Product(body, at.Parameter(2).T, digit);
        device.CrossEntropy(digit, at.Target(0, 1, 1), at.Loss(0), dLogits);

        // dHead[10,64] = dLogitsᵀ·body
        device.Product(dLogits.T, body, at.Gradient(2));

        // [dl dr][b,128] = [dBody ⊙ r, dBody ⊙ l], dBody = dLogits·head.weight
        device.Product<HadamardAdjoint>(dLogits, at.Parameter(2), new() { In0 = left, In1 = right, Out0 = dPair.Slice(0, Hidden), Out1 = dPair.Slice(Hidden, Hidden) });

        // dBody.weight[128,64] = [dl dr]ᵀ·embed
        device.Product(dPair.T, embed, at.Gradient(1));

        // dEmbed[b,64] = [dl dr]·body.weight
        device.Product(dPair, at.Parameter(1), dEmbed);

        // dEmbed.weight[64,64] = dEmbedᵀ·image
        device.Product(dEmbed.T, noisy, at.Gradient(0));
    }

    internal sealed class Weights : ModelWeights
    {
        public Weights(Quadratic model)
            : base(model)
        {
        }

        private Weights(Device device, string path)
            : base(ModelDescription, device, path)
        {
        }

        public static Weights Load(Device device, string path) => new(device, path);

        public override Inference OpenInference(int batch = 1) => new(this, batch);
    }

    internal sealed class Inference(Weights weights, int batch) : InferenceModel(weights, batch);

    private readonly struct Hadamard : IEpilogue
    {
        public static int Inputs => 0;

        public static int Outputs => 1;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left * at.Right;
    }

    private readonly struct HadamardKept : IEpilogue
    {
        public static int Inputs => 0;

        public static int Outputs => 3;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> =>
            (at.Out0, at.Out1, at.Out2) = (at.Left * at.Right, at.Left, at.Right);
    }

    private readonly struct HadamardAdjoint : IEpilogue
    {
        public static int Inputs => 2;

        public static int Outputs => 2;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> =>
            (at.Out0, at.Out1) = (at.Left * at.In1, at.Left * at.In0);
    }
}
