using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Text;

namespace Bilinear.Spectral.Saved;

/// <summary>The entry <c>eigen</c> of a file of spectra, checked against its plan.</summary>
internal sealed class SavedEigen
{
    private const double Rounding = 1e-3;

    private readonly SavedSpectra _file;
    private readonly EigenPlan _plan;
    private readonly string _prefix;
    private readonly int _outputs;

    /// <exception cref="SafeTensorsException">The file has no such entry, or it was made for another plan.</exception>
    public SavedEigen(SavedSpectra file, EigenPlan plan)
    {
        (_file, _plan, _prefix) = (file, plan, $"{plan.Name}.eigen");
        _outputs = file.Shape($"{_prefix}.all_values", 2)[0];
        CheckPlan("basis", "is in the", plan.Basis);
        CheckPlan("order", "has the order", plan.Order);
        CheckPlan("bias", "treats the bias as", plan.Bias);
        var shape = file.Shape($"{_prefix}.coordinates", 2);
        Coordinates = file.ReadMatrix($"{_prefix}.coordinates", shape[0], shape[1]);
        Offset = file.Read($"{_prefix}.offset", shape[0]);
        SecondMoment = file.Has($"{_prefix}.second_moment") ? file.ReadMatrix($"{_prefix}.second_moment", shape[0], shape[0]) : null;
        DataOrigin = file.TextOrNull($"{_prefix}.data") is { } data ? (data, file.Text($"{_prefix}.data_checksum")) : null;
        if (plan.Path is { FromInput: true, Before.Count: 0 } && shape[1] != file.Model.Inputs[0].Count)
            throw new SafeTensorsException(file.Path, $"its eigenvectors of `{plan.Name}` are over inputs of {shape[1]} numbers, and those of {file.Model.Name} have {file.Model.Inputs[0].Count}.");
    }

    /// <inheritdoc cref="EigenSpectra.Coordinates"/>
    public Matrix Coordinates { get; }

    /// <inheritdoc cref="EigenSpectra.Offset"/>
    public double[] Offset { get; }

    /// <inheritdoc cref="EigenSpectra.SecondMoment"/>
    public Matrix? SecondMoment { get; }

    /// <inheritdoc cref="EigenSpectra.DataOrigin"/>
    public (string Name, string Checksum)? DataOrigin { get; }

    public EigenSpectrum[] Rows() => Read(_prefix, [.. Enumerable.Range(0, _outputs).Select(output => Direction.Row(output, _outputs))]);

    /// <summary>The plan's directions, and others that the file may have.</summary>
    public IReadOnlyList<EigenSpectrum> Directions()
    {
        var names = new List<string>();
        while (_file.TextOrNull($"{_prefix}.directions.{names.Count}") is { } name)
            names.Add(name);
        if (_plan.Directions.FirstOrDefault(direction => !names.Contains(direction.Name)) is { } missing)
            throw new SafeTensorsException(_file.Path, $"it has no direction `{missing.Name}` of `{_plan.Name}`: decompose the weights anew.");
        if (names.Count == 0)
            return [];
        var coefficients = _file.ReadMatrix($"{_prefix}.directions.coefficients", names.Count, _outputs);
        return Read($"{_prefix}.directions", [.. names.Select((name, row) => new Direction(name, coefficients.Row(row).ToArray()))]);
    }

    private void CheckPlan<T>(string key, string words, T planned)
        where T : struct, Enum
    {
        var found = _file.Text($"{_prefix}.{key}");
        if (found != EnumWords.Of(planned))
            throw new SafeTensorsException(_file.Path, $"its entry `eigen {_plan.Name}` {words} {ForeignText.Quote(found)}, and the decompose block asks for `{EnumWords.Of(planned)}`: decompose the weights anew.");
    }

    private EigenSpectrum[] Read(string prefix, Direction[] directions)
    {
        var count = directions.Length;
        var kept = _file.Shape($"{prefix}.values", 2)[1];
        var (size, length) = (Coordinates.Rows, _file.Shape($"{prefix}.vectors", 3)[2]);
        var inputs = Coordinates.Columns;
        var values = _file.ReadMatrix($"{prefix}.values", count, kept);
        var places = _file.ReadMatrix($"{prefix}.places", count, kept);
        var vectors = _file.ReadStack($"{prefix}.vectors", count, kept, length);
        var pictures = _file.ReadStack($"{prefix}.pictures", count, kept, inputs);
        var gaps = _file.ReadMatrix($"{prefix}.gaps", count, kept);
        var all = _file.ReadMatrix($"{prefix}.all_values", count, size);
        var linear = _file.ReadMatrix($"{prefix}.linear", count, length);
        var constant = _file.Read($"{prefix}.constant", count);
        var activations = _file.Has($"{prefix}.mean_activations") ? _file.ReadMatrix($"{prefix}.mean_activations", count, kept) : null;
        var spaces = Eigenspaces(prefix, size);
        for (var row = 0; row < count; row++)
            Check(prefix, row, places.Row(row), values.Row(row), all.Row(row), vectors[row], pictures[row]);
        return [.. directions.Select((direction, row) => new EigenSpectrum(direction, direction.Output)
        {
            Values = values.Row(row).ToArray(),
            Vectors = vectors[row],
            Pictures = pictures[row],
            MeanActivations = activations is null ? [] : activations.Row(row).ToArray(),
            TopInputs = [],
            Gaps = Array.ConvertAll(gaps.Row(row).ToArray(), gap => gap >= float.MaxValue ? double.PositiveInfinity : gap),
            AllValues = all.Row(row).ToArray(),
            Eigenspaces = [.. spaces[row]],
            Places = Array.ConvertAll(places.Row(row).ToArray(), place => (int)place),
            Linear = linear.Row(row).ToArray(),
            FormLinear = OverForm(linear.Row(row)),
            Constant = constant[row],
        })];
    }

    // What a file says twice must agree: its numbers are rounded to float, and no more.
    private void Check(string prefix, int row, ReadOnlySpan<double> places, ReadOnlySpan<double> values, ReadOnlySpan<double> all, Matrix vectors, Matrix pictures)
    {
        var size = all.Length;
        var largest = Linalg.Vectors.MaxMagnitude(all);
        var distinct = new HashSet<double>();
        for (var index = 1; index < size; index++)
            ThrowIf(all[index] < all[index - 1], "all_values do not ascend");
        for (var pair = 0; pair < places.Length; pair++)
        {
            var place = places[pair];
            ThrowIf(!(place >= 0 && place < size && place == Math.Floor(place) && distinct.Add(place)), "places are not those of different eigenvalues");
            ThrowIf(Math.Abs(values[pair] - all[(int)place]) > Rounding * largest, "values are not those of all_values at their places");
            ThrowIf(Math.Abs(Linalg.Vectors.Norm(vectors.Row(pair)) - 1) > Rounding, "vectors are not of length 1");
        }

        var seen = _plan.Basis == SpectrumBasis.Latent ? vectors.Times(Coordinates) : vectors;
        for (var pair = 0; pair < places.Length; pair++)
        {
            var picture = pictures.Row(pair);
            var norm = Linalg.Vectors.Norm(seen.Row(pair));
            for (var index = 0; index < picture.Length; index++)
                ThrowIf(Math.Abs(picture[index] - seen[pair, index]) > Rounding * norm, "pictures are not its vectors seen in the input");
        }

        void ThrowIf(bool isWrong, string contradiction)
        {
            if (isWrong)
                throw new SafeTensorsException(_file.Path, $"its '{prefix}' contradict themselves: of number {row} the {contradiction}. Decompose the weights anew.");
        }
    }

    // In the input basis ĥ = Zx, and the rows of Z are orthonormal; where the bias is appended there is no linear part.
    private double[] OverForm(ReadOnlySpan<double> linear) => _plan.Basis == SpectrumBasis.Latent ? linear.ToArray() : Coordinates.Times(linear[..Coordinates.Columns]);

    private ILookup<int, Eigenspace> Eigenspaces(string prefix, int size)
    {
        if (!_file.Has($"{prefix}.eigenspaces"))
            return Enumerable.Empty<(int, Eigenspace)>().ToLookup(found => found.Item1, found => found.Item2);
        var count = _file.Shape($"{prefix}.eigenspaces", 2)[0];
        var facts = _file.ReadMatrix($"{prefix}.eigenspaces", count, 4);
        var projectors = _file.ReadStack($"{prefix}.projectors", count, size, size);
        return Enumerable.Range(0, count).ToLookup(index => (int)facts[index, 0], index => Eigenspace.Of(
            (int)facts[index, 1], (int)facts[index, 2], facts[index, 3], projectors[index],
            projector => QuadraticForms.ProjectorInBasis(_plan.Basis, _plan.Bias == BiasTreatment.Append, Coordinates, projector)));
    }
}
