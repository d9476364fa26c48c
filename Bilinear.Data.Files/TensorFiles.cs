using Bilinear.Serialization;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Files;

/// <summary>Opens files of tensors, whose format is told by what they hold and not by their names.</summary>
public static class TensorFiles
{
    // What PyTorch wrote before version 1.6 begins with this pickle.
    private const byte PickleStart = 0x80;

    /// <summary>Opens a <c>.safetensors</c> file, NumPy's <c>.npz</c> or <c>.npy</c>, or PyTorch's <c>.pt</c>.</summary>
    /// <exception cref="IOException">The file does not exist, is none of these, is damaged, or asks for something to be run.</exception>
    public static TensorFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (FileContents.Of(path))
        {
            case FileContent.Npy:
                return NumpyFile.Open(path);
            case FileContent.Zip:
                using (var zip = new Zip(path))
                {
                    if (TorchFile.ProgramOf(zip) is null)
                        return NumpyFile.Open(path);
                }
                return TorchFile.Open(path);
            case FileContent.Picture:
                throw new DataFileException(path, "it is a picture, and no file of tensors.");
            case FileContent.Text when StartsAsPickle(path):
                throw new DataFileException(path, "it is a bare pickle, as PyTorch wrote before version 1.6, and it is not read: load it there, and save it again with torch.save(model.state_dict(), path), or as .safetensors.");
            default:
                return SafeTensorsFile.Open(path);
        }
    }

    private static bool StartsAsPickle(string path)
    {
        // Opening a pipe waits until somebody writes to it.
        if (FilePlace.KindOf(path) != FileKind.Regular)
            return false;
        using var file = File.OpenRead(path);
        return file.ReadByte() == PickleStart && file.ReadByte() is >= 2 and <= 5;
    }
}
