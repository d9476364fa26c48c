using Bilinear.Devices;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Examples.Paper;

/// <summary>A model that is studied: how it is made and read, and what of it is taken apart.</summary>
internal sealed record Subject(ModelDescription Description, Func<Device, int, ulong, Model> Create, Func<Device, string, ModelWeights> Load)
{
    public EigenPlan? Eigen { get; init; }

    public SvdPlan? Svd { get; init; }

    public TreePlan? Tree { get; init; }

    public static Subject OneLayer(int hidden) => hidden switch
    {
        16 => new(Hidden16.ModelDescription, (device, batch, seed) => new Hidden16(device, batch, seed), (device, path) => Hidden16.Weights.Load(device, path)) { Eigen = Hidden16.HeadEigenPlan, Svd = Hidden16.BodySvdPlan },
        30 => new(Hidden30.ModelDescription, (device, batch, seed) => new Hidden30(device, batch, seed), (device, path) => Hidden30.Weights.Load(device, path)) { Eigen = Hidden30.HeadEigenPlan, Svd = Hidden30.BodySvdPlan },
        50 => new(Hidden50.ModelDescription, (device, batch, seed) => new Hidden50(device, batch, seed), (device, path) => Hidden50.Weights.Load(device, path)) { Eigen = Hidden50.HeadEigenPlan, Svd = Hidden50.BodySvdPlan },
        100 => new(Hidden100.ModelDescription, (device, batch, seed) => new Hidden100(device, batch, seed), (device, path) => Hidden100.Weights.Load(device, path)) { Eigen = Hidden100.HeadEigenPlan, Svd = Hidden100.BodySvdPlan },
        300 => new(Hidden300.ModelDescription, (device, batch, seed) => new Hidden300(device, batch, seed), (device, path) => Hidden300.Weights.Load(device, path)) { Eigen = Hidden300.HeadEigenPlan, Svd = Hidden300.BodySvdPlan },
        500 => new(Hidden500.ModelDescription, (device, batch, seed) => new Hidden500(device, batch, seed), (device, path) => Hidden500.Weights.Load(device, path)) { Eigen = Hidden500.HeadEigenPlan, Svd = Hidden500.BodySvdPlan },
        1000 => new(Hidden1000.ModelDescription, (device, batch, seed) => new Hidden1000(device, batch, seed), (device, path) => Hidden1000.Weights.Load(device, path)) { Eigen = Hidden1000.HeadEigenPlan, Svd = Hidden1000.BodySvdPlan },
        _ => throw new ArgumentOutOfRangeException(nameof(hidden), hidden, "paper.bmlp has no model of this size."),
    };

    public static Subject Quiet(bool isQuick) => isQuick
        ? new(Quiet16.ModelDescription, (device, batch, seed) => new Quiet16(device, batch, seed), (device, path) => Quiet16.Weights.Load(device, path)) { Eigen = Quiet16.HeadEigenPlan }
        : new(Quiet300.ModelDescription, (device, batch, seed) => new Quiet300(device, batch, seed), (device, path) => Quiet300.Weights.Load(device, path)) { Eigen = Quiet300.HeadEigenPlan };

    public static Subject TwoLayers(bool isQuick) => isQuick
        ? new(TwoLayers16.ModelDescription, (device, batch, seed) => new TwoLayers16(device, batch, seed), (device, path) => TwoLayers16.Weights.Load(device, path)) { Tree = TwoLayers16.HeadTreePlan }
        : new(TwoLayers300.ModelDescription, (device, batch, seed) => new TwoLayers300(device, batch, seed), (device, path) => TwoLayers300.Weights.Load(device, path)) { Tree = TwoLayers300.HeadTreePlan };

    public static Subject Challenge(bool isQuick) => isQuick
        ? new(Challenge16.ModelDescription, (device, batch, seed) => new Challenge16(device, batch, seed), (device, path) => Challenge16.Weights.Load(device, path)) { Eigen = Challenge16.HeadEigenPlan }
        : new(Challenge64.ModelDescription, (device, batch, seed) => new Challenge64(device, batch, seed), (device, path) => Challenge64.Weights.Load(device, path)) { Eigen = Challenge64.HeadEigenPlan };

    public static Subject Maskable(bool isQuick, bool isQuiet) => (isQuick, isQuiet) switch
    {
        (true, false) => new(Maskable16.ModelDescription, (device, batch, seed) => new Maskable16(device, batch, seed), (device, path) => Maskable16.Weights.Load(device, path)) { Eigen = Maskable16.HeadEigenPlan },
        (true, true) => new(QuietMaskable16.ModelDescription, (device, batch, seed) => new QuietMaskable16(device, batch, seed), (device, path) => QuietMaskable16.Weights.Load(device, path)) { Eigen = QuietMaskable16.HeadEigenPlan },
        (false, false) => new(Maskable256.ModelDescription, (device, batch, seed) => new Maskable256(device, batch, seed), (device, path) => Maskable256.Weights.Load(device, path)) { Eigen = Maskable256.HeadEigenPlan },
        (false, true) => new(QuietMaskable256.ModelDescription, (device, batch, seed) => new QuietMaskable256(device, batch, seed), (device, path) => QuietMaskable256.Weights.Load(device, path)) { Eigen = QuietMaskable256.HeadEigenPlan },
    };
}
