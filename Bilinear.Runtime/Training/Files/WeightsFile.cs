using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Training.Files;

/// <summary>Reads and writes files of a model's parameters, which have one tensor for each parameter, under its name.</summary>
internal static class WeightsFile
{
    /// <summary>Writes the parameters; of a model that training makes another of, those of that one.</summary>
    /// <param name="block">All parameters, in the order of their declaration.</param>
    public static void Write(string path, ModelDescription model, float[] block, Provenance? provenance)
    {
        if (model.TrainedText is not null)
            (model, block) = (TrainedWeights.Describe(model), TrainedWeights.Fold(model, block));
        SafeTensorsWriter.Write(path, ModelMetadata.Write(model, provenance), [.. Tensors(model, block)]);
    }

    /// <summary>Reads the block of parameters, and what it was trained with if the file says so. A checkpoint is a file of weights too.</summary>
    /// <param name="names">Renames the file's tensors to what the model calls them; null keeps their names.</param>
    /// <param name="anyProgram">Whether weights of another program are taken too if names and shapes fit.</param>
    /// <exception cref="SafeTensorsException">The file is damaged, belongs to another model, or has other tensors.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static (float[] Block, Provenance? Provenance) Read(string path, ModelDescription model, TensorNames? names = null, bool anyProgram = false)
    {
        using var file = SafeTensorsFile.Open(path);
        return Read(file, model, names, anyProgram);
    }

    /// <inheritdoc cref="Read(string, ModelDescription, TensorNames?, bool)"/>
    public static (float[] Block, Provenance? Provenance) Read(TensorFile file, ModelDescription model, TensorNames? names = null, bool anyProgram = false)
    {
        var path = file.Path;
        var metadata = ModelMetadata.Read(path, file);
        if (metadata is not null && !anyProgram)
        {
            CheckModel(path, metadata, model);
            CheckProgram(path, metadata, model, "weights", "Load weights of this program, or these as they are with anyProgram: true.");
        }
        if (model.Parameters.FirstOrDefault(parameter => parameter.IsFolded && file.Tensors.ContainsKey(parameter.Name)) is { Name: var name, IsFactor: var isFactor })
            throw new SafeTensorsException(path, $"it has {ForeignText.Quote(name)}, and so is the checkpoint of a run that {(isFactor ? "anneals gates, which are neither silu nor none on the way" : "measures the scale of that norm, which is folded in the end")}: go on with the run.");
        return (ReadParameters(path, file, model, names), metadata?.Provenance);
    }

    /// <summary>Reads all parameters, whatever the file says about their model.</summary>
    public static float[] ReadParameters(string path, TensorFile file, ModelDescription model, TensorNames? names = null)
    {
        var tensors = (names ?? TensorNames.Unchanged).Apply(path, file.Tensors.Values.Where(tensor => !Checkpoint.IsBesideParameters(tensor.Name)));
        return ReadBlock(path, file, model, ParameterSources.Of(path, tensors, model));
    }

    public static IEnumerable<NamedTensor> Tensors(ModelDescription model, float[] block, string prefix = "") => model.Parameters.Select((parameter, index) =>
        new NamedTensor(prefix + parameter.Name, parameter.Shape, block.AsMemory((int)model.Offsets[index], parameter.Count)));

    /// <param name="sources">For each parameter the names of the tensors that are stacked in it, whose shapes fit; none for one that starts at 1 and stands in no file.</param>
    /// <exception cref="SafeTensorsException">A tensor holds a NaN or an infinity, or a double that no float can hold: a model of such weights computes nothing.</exception>
    public static float[] ReadBlock(string path, TensorFile file, ModelDescription model, IReadOnlyDictionary<string, IReadOnlyList<string>> sources)
    {
        var block = new float[model.ParameterCount];
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            var at = model.Offsets[index];
            if (sources[model.Parameters[index].Name].Count == 0)
                block.AsSpan((int)at, model.Parameters[index].Count).Fill(1);
            foreach (var name in sources[model.Parameters[index].Name])
            {
                var values = file.ReadFloats(name);
                if (Finite.Find(values, [.. file.Tensors[name].Shape.Select(size => (int)size)]) is { } wrong)
                    throw new SafeTensorsException(path, $"the tensor {ForeignText.Quote(name)} is {wrong}, as a float: such weights compute nothing. Did the training that wrote them diverge?");
                values.CopyTo(block, at);
                at += values.Length;
            }
        }

        return block;
    }

    /// <exception cref="SafeTensorsException">The model has another name, or other arguments.</exception>
    public static void CheckModel(string path, ModelMetadata metadata, ModelDescription model)
    {
        var (found, wanted) = (ModelMetadata.Call(metadata.Model, metadata.Arguments), ModelMetadata.Call(model.Name, model.Arguments));
        if (found != wanted)
            throw new SafeTensorsException(path, $"it holds {ForeignText.Shorten(found)}, and this is {wanted}.");
    }

    // Two programs may have tensors of the same names and sizes and still compute different things: another gate, say.
    /// <param name="kind">What the file holds.</param>
    /// <param name="mend">A sentence on what to do instead.</param>
    public static void CheckProgram(string path, ModelMetadata metadata, ModelDescription model, string kind, string mend)
    {
        if (ProgramText.Difference(metadata.Source, model.CanonicalText, model.Name) is { Before: var before, Now: var now })
            throw new SafeTensorsException(path, $"it holds {kind} of another program than this {model.Name}: theirs says {before}, and this one {now}. {mend}");
    }
}
