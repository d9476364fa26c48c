using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Data.Formats;

/// <summary>
/// Data as tensors: <c>train.safetensors</c> and <c>test.safetensors</c>, or <c>train.npz</c> and <c>test.npz</c>, each with <c>input</c> [N, …], floats or bytes
/// that stand for byte / 255, and <c>target</c> [N, …], labels, or floats for mean squared error;
/// of several outputs <c>target.NAME</c> for each.
/// </summary>
internal sealed class TensorFormat : DataFormat
{
    public const string TrainFile = "train.safetensors";
    public const string TestFile = "test.safetensors";

    public const string Ending = ".safetensors";

    /// <summary>The ending of the same files as NumPy writes them.</summary>
    public const string Numpy = ".npz";

    public override string Title => "a folder of tensors";

    public override bool IsAt(string place) => Files(place).All(File.Exists);

    public override IEnumerable<string> Files(string place)
    {
        string[] ours = [Path.Combine(place, TrainFile), Path.Combine(place, TestFile)];
        string[] numpys = [Path.ChangeExtension(ours[0], Numpy), Path.ChangeExtension(ours[1], Numpy)];
        return !ours.All(File.Exists) && numpys.All(File.Exists) ? numpys : ours;
    }

    /// <exception cref="InputException">A file lacks a tensor, or its shape does not fit the model: found before any of it is read.</exception>
    /// <exception cref="SafeTensorsException">A file is damaged.</exception>
    public override (DataSet Train, DataSet Test) Read(string place, DataRequest request, ModelDescription? model, bool isTrained)
    {
        if (Files(place).ToArray() is not [var trainFile, var testFile])
            throw new ArgumentException($"{place} has no tensors.", nameof(place));
        if (model is null)
            return (TensorData.ReadAny(trainFile, $"{NameOf(place)}, train"), TensorData.ReadAny(testFile, $"{NameOf(place)}, test"));
        using var first = TensorData.Open(isTrained ? trainFile : testFile, model);
        using var second = TensorData.Open(isTrained ? testFile : trainFile, model);
        var (train, test) = isTrained ? (first, second) : (second, first);
        return (train.ToDataSet($"{NameOf(place)}, train", model), test.ToDataSet($"{NameOf(place)}, test", model));
    }
}
