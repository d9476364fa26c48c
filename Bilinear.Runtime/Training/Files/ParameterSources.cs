using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Training.Files;

/// <summary>
/// Finds the tensors of a file that a model's parameters are read from: one for each, or two that are stacked. The weight of
/// a bilinear layer is W above V, and other programs keep the two apart: <c>body.weight[W]</c> and <c>body.weight[V]</c> are its halves.
/// </summary>
internal static class ParameterSources
{
    private static readonly string[] Halves = ["[W]", "[V]"];

    /// <summary>Gives, for each parameter, the names of its tensors in the file, from top to bottom.</summary>
    /// <param name="found">The tensors of the file, by the names that they have in the model.</param>
    /// <param name="prefix">The prefix of each name in the file, for messages.</param>
    /// <exception cref="SafeTensorsException">A tensor is missing, has another shape, or is one too many.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string path, IReadOnlyDictionary<string, TensorEntry> found, ModelDescription model, string prefix = "")
    {
        var sources = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => Parts(parameter, found, prefix), StringComparer.Ordinal);
        var wanted = sources.Values.SelectMany(parts => parts).ToDictionary(part => part.Name, part => part.Shape, StringComparer.Ordinal);
        string[] missing = [.. wanted.Keys.Where(name => !found.ContainsKey(name))];
        string[] surplus = [.. found.Keys.Where(name => !wanted.ContainsKey(name))];
        string[] misshapen = [.. found.Values.Zip(found.Keys, (tensor, name) => (Name: name, tensor.Shape)).Where(tensor => wanted.TryGetValue(tensor.Name, out var shape) && !tensor.Shape.SequenceEqual(shape))
            .Select(tensor => $"{ForeignText.Quote(prefix + tensor.Name)} is {ForeignText.Shape(tensor.Shape)} and should be {ForeignText.Shape(wanted[tensor.Name])}")];
        string[] problems =
        [
            .. missing.Length > 0 ? [$"{List(missing)} {(missing.Length > 1 ? "are" : "is")} missing"] : Array.Empty<string>(),
            .. surplus.Length > 0 ? [surplus.Length > 1 ? $"{List(surplus)} are too many" : $"{List(surplus)} is one too many"] : Array.Empty<string>(),
            .. misshapen.Length > 0 ? [ForeignText.Join("; ", misshapen)] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
            throw new SafeTensorsException(path, $"it does not fit {model.Name}: {string.Join("; ", problems)}.{(prefix.Length > 0 ? "" : Advice(model, missing))}");
        return sources.ToDictionary(source => source.Key, source => (IReadOnlyList<string>)[.. source.Value.Select(part => found[part.Name].Name)], StringComparer.Ordinal);

        string List(IEnumerable<string> names) => ForeignText.List([.. names.Select(name => prefix + name)]);
    }

    // A parameter is read in halves where the file has one of them and not the whole. The factor of a gate and the scale of a norm are in checkpoints alone.
    private static IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Parts(ParameterInfo parameter, IReadOnlyDictionary<string, TensorEntry> found, string prefix)
    {
        long[] shape = [.. parameter.Shape];
        if (parameter.IsFolded && prefix.Length == 0 && !found.ContainsKey(parameter.Name))
            return [];
        var isInHalves = shape[0] % Halves.Length == 0 && !found.ContainsKey(parameter.Name) && Halves.Any(half => found.ContainsKey(parameter.Name + half));
        return isInHalves ? [.. Halves.Select(half => (parameter.Name + half, (IReadOnlyList<long>)[shape[0] / Halves.Length, .. shape[1..]]))] : [(parameter.Name, shape)];
    }

    // The stacked weight is what the checkpoints of other programs lack most often.
    private static string Advice(ModelDescription model, string[] missing) =>
        model.Parameters.FirstOrDefault(parameter => parameter.Stacked && missing.Contains(parameter.Name)) is not { Name: var name, Shape: var shape } ? ""
            : $" '{name}' {ForeignText.Shape(shape)} is W above V: where the file has them apart, rename the one to '{name}{Halves[0]}' and the other to '{name}{Halves[1]}' as they are read, and they are stacked.";
}
