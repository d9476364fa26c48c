using System.Globalization;
using Bilinear.Text;

namespace Bilinear.Data.Files.Torch;

/// <summary>The tensors of nested dictionaries and lists, each by the path that leads to it: <c>model.embed.weight</c>.</summary>
/// <param name="path">The path of the file, for messages.</param>
internal sealed class NamedTensors(string path)
{
    private const int Deepest = 100;
    private const int MostValues = 1_000_000;

    private readonly Dictionary<string, TorchTensor> _tensors = new(StringComparer.Ordinal);
    private int _values;

    public static Dictionary<string, TorchTensor> Of(string path, object? root)
    {
        var names = new NamedTensors(path);
        names.Add("", root, 0);
        return names._tensors.Count > 0 ? names._tensors
            : throw new DataFileException(path, "there is no tensor in it: save the state dict of a model, torch.save(model.state_dict(), path).");
    }

    // A pickle may hold one value in several places, and even within itself.
    private void Add(string name, object? value, int depth)
    {
        if (depth > Deepest || ++_values > MostValues)
            throw new DataFileException(path, $"its values are nested more than {Deepest} deep, or more than {MostValues:N0}: that is no state dict.");
        switch (value)
        {
            case TorchTensor tensor:
                var full = name.Length == 0 ? "tensor" : name;
                if (!_tensors.TryAdd(full, tensor))
                    throw new DataFileException(path, $"two tensors in it are called {ForeignText.Quote(full)}.");
                break;
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary.Items)
                    Add(Join(name, key as string ?? string.Create(CultureInfo.InvariantCulture, $"{key}")), item, depth + 1);
                break;
            case IReadOnlyList<object?> list:
                for (var index = 0; index < list.Count; index++)
                    Add(Join(name, string.Create(CultureInfo.InvariantCulture, $"{index}")), list[index], depth + 1);
                break;
        }
    }

    private static string Join(string name, string part) => name.Length == 0 ? part : $"{name}.{part}";
}
