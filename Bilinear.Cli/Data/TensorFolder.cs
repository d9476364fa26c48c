using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>
/// Data as tensors: <c>train.safetensors</c> and <c>test.safetensors</c>, each with <c>input</c> [N, …], floats or bytes
/// that stand for byte / 255, and <c>target</c> [N, …], labels, or floats for mean squared error;
/// of several outputs <c>target.NAME</c> for each.
/// </summary>
internal static class TensorFolder
{
    public const string TrainFile = "train.safetensors";
    public const string TestFile = "test.safetensors";

    public static bool IsOne(string folder) => File.Exists(Path.Combine(folder, TrainFile)) && File.Exists(Path.Combine(folder, TestFile));

    /// <exception cref="InputException">A file lacks a tensor, or its shape does not fit the model: found before any of it is read.</exception>
    /// <exception cref="SafeTensorsException">A file is damaged.</exception>
    /// <param name="isTrained">Whether what is wrong is said of the training part first, or of the test part.</param>
    public static (DataSet Train, DataSet Test) Read(string folder, ModelDescription model, bool isTrained)
    {
        using var first = TensorData.Open(Path.Combine(folder, isTrained ? TrainFile : TestFile), model);
        using var second = TensorData.Open(Path.Combine(folder, isTrained ? TestFile : TrainFile), model);
        var (train, test) = isTrained ? (first, second) : (second, first);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return (train.ToDataSet($"{name}, train", model), test.ToDataSet($"{name}, test", model));
    }
}
