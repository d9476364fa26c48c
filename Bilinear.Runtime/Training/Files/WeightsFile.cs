using Bilinear.Serialization;
using Bilinear.Tensors;

namespace Bilinear.Training;

/// <summary>Files of a model's parameters, one tensor each by its name.</summary>
internal static class WeightsFile
{
    /// <param name="block">All parameters, in the order of declaration.</param>
    public static void Write(string path, ModelDescription model, float[] block, Provenance? provenance) =>
        SafeTensorsWriter.Write(path, ModelMetadata.Write(model, provenance), [.. Tensors(model, block)]);

    /// <summary>The block, and what it was trained with where the file says so. A checkpoint has its weights too.</summary>
    /// <param name="names">What the file's tensors are called in the model; as they are if left out.</param>
    /// <exception cref="SafeTensorsException">The file is damaged, of another model, or has other tensors.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static (float[] Block, Provenance? Provenance) Read(string path, ModelDescription model, TensorNames? names = null)
    {
        using var file = SafeTensorsFile.Open(path);
        return Read(path, file, model, names);
    }

    public static (float[] Block, Provenance? Provenance) Read(string path, SafeTensorsFile file, ModelDescription model, TensorNames? names = null)
    {
        var metadata = ModelMetadata.Read(path, file);
        if (metadata is not null) CheckModel(path, metadata, model);
        var tensors = (names ?? TensorNames.Unchanged).Apply(path, file.Tensors.Values.Where(tensor => !Checkpoint.IsMoment(tensor.Name)));
        CheckTensors(path, tensors, model);
        return (ReadBlock(path, file, model, parameter => tensors[parameter].Name), metadata?.Provenance);
    }

    public static IEnumerable<NamedTensor> Tensors(ModelDescription model, float[] block, string prefix = "") => model.Parameters.Select((parameter, index) =>
        new NamedTensor(prefix + parameter.Name, parameter.Shape, block.AsMemory((int)model.Offsets[index], parameter.Count)));

    /// <param name="nameOf">What the file calls a parameter.</param>
    /// <exception cref="SafeTensorsException">A tensor holds a NaN or an infinity, or a double that no float can hold: a model of such weights computes nothing.</exception>
    public static float[] ReadBlock(string path, SafeTensorsFile file, ModelDescription model, Func<string, string> nameOf)
    {
        var block = new float[model.ParameterCount];
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            var name = nameOf(model.Parameters[index].Name);
            var values = file.ReadFloats(name);
            if (Finite.Find(values, model.Parameters[index].Shape) is { } wrong)
                throw new SafeTensorsException(path, $"the tensor {ForeignText.Quote(name)} is {wrong}, as a float: such weights compute nothing. Did the training that wrote them diverge?");
            values.CopyTo(block, model.Offsets[index]);
        }

        return block;
    }

    // Two models may have tensors of the same names and sizes and still compute different things: another gate, say.
    private static void CheckModel(string path, ModelMetadata metadata, ModelDescription model)
    {
        var (found, wanted) = (Call(metadata.Model, metadata.Arguments), Call(model.Name, model.Arguments));
        if (found != wanted) throw new SafeTensorsException(path, $"it holds {found}, and this is {wanted}.");

        static string Call(string name, IReadOnlyList<KeyValuePair<string, string>> arguments) =>
            arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments.Select(argument => $"{argument.Key}: {argument.Value}"))})";
    }

    private static void CheckTensors(string path, IReadOnlyDictionary<string, TensorEntry> found, ModelDescription model)
    {
        var wanted = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        string[] problems =
        [
            .. wanted.Keys.Where(name => !found.ContainsKey(name)).Select(name => $"'{name}' is missing"),
            .. found.Keys.Where(name => !wanted.ContainsKey(name)).Select(name => $"'{name}' is one too many"),
            .. found.Where(tensor => wanted.TryGetValue(tensor.Key, out var parameter) && !tensor.Value.Shape.SequenceEqual(parameter.Shape.Select(size => (long)size)))
                .Select(tensor => $"'{tensor.Key}' is [{string.Join(", ", tensor.Value.Shape)}] and should be [{string.Join(", ", wanted[tensor.Key].Shape)}]"),
        ];
        if (problems.Length > 0) throw new SafeTensorsException(path, $"it does not fit {model.Name}: {string.Join("; ", problems)}.");
    }
}
