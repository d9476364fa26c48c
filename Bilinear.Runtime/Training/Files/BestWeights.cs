using Bilinear.Serialization;
using Bilinear.Serialization.Files;

namespace Bilinear.Training.Files;

/// <summary>The weights of the epoch with the smallest validation loss: <c>W.best.safetensors</c> beside <c>W.safetensors</c>.</summary>
internal static class BestWeights
{
    public static DerivedFile Place { get; } = new("the best weights so far", ".best.safetensors", IsOne);

    private static bool IsOne(string path)
    {
        try
        {
            using var file = SafeTensorsFile.Open(path);
            return ModelMetadata.Read(path, file)?.Provenance?.ValidationLoss is not null;
        }
        catch (SafeTensorsException)
        {
            return false;
        }
    }
}
