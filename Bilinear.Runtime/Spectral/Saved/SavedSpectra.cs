using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Spectral;

/// <summary>An open file of spectra, which are those of a model: <see cref="SpectraFile.Open"/>. <see cref="StreamSpectraFile"/> reads its own through one too.</summary>
public sealed class SavedSpectra : IDisposable
{
    private readonly SafeTensorsFile _file;

    internal SavedSpectra(string path, ModelDescription model)
        : this(path, model, SpectraFile.IsOne, "it holds no spectra: `Save` of a decomposition writes such a file, and so does `bmlp decompose`.")
    {
    }

    /// <param name="isOne">Whether a file has the format that is read.</param>
    /// <param name="otherwise">What is said of a file that has not.</param>
    internal SavedSpectra(string path, ModelDescription model, Func<SafeTensorsFile, bool> isOne, string otherwise)
    {
        (Path, Model, _file) = (path, model, SafeTensorsFile.Open(path));
        try
        {
            if (!isOne(_file) || ModelMetadata.Read(path, _file) is not { } metadata)
                throw new SafeTensorsException(path, otherwise);
            WeightsFile.CheckModel(path, metadata, model);
            WeightsFile.CheckProgram(path, metadata, model, "spectra", "Decompose weights of this program.");
            Provenance = metadata.Provenance;
            WeightsHash = Text(SpectraFile.HashKey);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    internal string Path { get; }

    internal ModelDescription Model { get; }

    internal Provenance? Provenance { get; }

    internal string WeightsHash { get; }

    public void Dispose() => _file.Dispose();

    internal IEnumerable<string> Keys => _file.Metadata.Keys;

    /// <summary>An entry of the metadata.</summary>
    /// <exception cref="SafeTensorsException">It is not there.</exception>
    internal string Text(string key) => TextOrNull(key) ?? throw new SafeTensorsException(Path, $"its metadata lack '{key}': decompose the weights anew.");

    internal string? TextOrNull(string key) => _file.Metadata.GetValueOrDefault(key);

    internal bool Has(string name) => _file.Tensors.ContainsKey(name);

    /// <summary>The shape of a tensor.</summary>
    /// <param name="axes">How many axes it is to have.</param>
    /// <exception cref="SafeTensorsException">It is not there, or has another number of axes.</exception>
    internal int[] Shape(string name, int axes)
    {
        if (!_file.Tensors.TryGetValue(name, out var entry))
            throw new SafeTensorsException(Path, $"it has no tensor '{name}': decompose the weights anew, as the decompose block is now.");
        if (entry.Shape.Count != axes)
            throw new SafeTensorsException(Path, $"its tensor {ForeignText.Quote(name)} has the shape {ForeignText.Shape([.. entry.Shape])}, and one of {axes} axes belongs there.");
        return [.. entry.Shape.Select(size => checked((int)size))];
    }

    /// <summary>A tensor's numbers.</summary>
    /// <exception cref="SafeTensorsException">It is not there, has another shape, or holds a NaN or an infinity.</exception>
    internal double[] Read(string name, params int[] shape)
    {
        if (!Shape(name, shape.Length).AsSpan().SequenceEqual(shape))
            throw new SafeTensorsException(Path, $"its tensor {ForeignText.Quote(name)} has the shape {ForeignText.Shape(Shape(name, shape.Length))}, and {ForeignText.Shape(shape)} belongs there.");
        var values = Array.ConvertAll(_file.ReadFloats(name), value => (double)value);
        return Finite.FirstNot<double>(values) is >= 0 and var at
            ? throw new SafeTensorsException(Path, string.Create(CultureInfo.InvariantCulture, $"its tensor {ForeignText.Quote(name)} holds {values[at]} at element {at}, and no number: decompose the weights anew."))
            : values;
    }

    internal Matrix ReadMatrix(string name, int rows, int columns) => new(rows, columns, Read(name, rows, columns));

    /// <summary>A tensor of three axes as a matrix for each index of the first.</summary>
    internal Matrix[] ReadStack(string name, int count, int rows, int columns)
    {
        var values = Read(name, count, rows, columns);
        return [.. Enumerable.Range(0, count).Select(index => new Matrix(rows, columns, values[(index * rows * columns)..((index + 1) * rows * columns)]))];
    }
}
