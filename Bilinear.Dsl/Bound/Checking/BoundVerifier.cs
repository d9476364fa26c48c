using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Bound.Checking;

/// <summary>
/// What every stage after the binder relies on. Throws where it does not hold: that is a mistake of the compiler, never of a program.
/// </summary>
public static class BoundVerifier
{
    /// <exception cref="InvalidOperationException">An invariant is broken; the message says which, and where.</exception>
    public static void Verify(BoundFile file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in file.Models)
        {
            Require(names.Add(model.Name), model, "its name is that of another model");
            Verify(model);
        }
    }

    private static void Verify(BoundModel model)
    {
        Require(model.Outputs.Count >= 1 && model.Outputs.Count == model.Body.Returns.Count && model.Outputs.Count == model.Train.Losses.Count, model, "of outputs, returned values and losses it has different numbers");
        foreach (var (port, flow) in model.Outputs.Zip(model.Body.Returns, (port, flow) => (port, flow)))
            Require(flow.Shape.Equals(port.Shape), model, $"it returns {flow.Shape} and declares {port.Shape}");
        Require(model.Train.Losses.All(loss => loss.Weight > 0), model, "a loss has no weight above 0");
        Require((model.Train.Epochs is null) != (model.Train.Steps is null), model, "of epochs and steps not exactly one is set");

        var declared = new HashSet<ParameterSymbol>(model.Parameters, ReferenceComparer.Instance);
        Require(declared.Count == model.Parameters.Count, model, "a parameter is listed twice");
        Require(model.Parameters.Select(parameter => parameter.Path).Distinct(StringComparer.Ordinal).Count() == declared.Count, model, "two parameters have one path");

        var body = new BodyVerifier(model);
        body.Verify(model.Body);
        Require(declared.SetEquals(body.Parameters), model, "its parameters are not those of its layers");
        foreach (var request in model.Decompose)
            Require(body.Layers.Contains(request.Layer), model, $"`{request.Layer.Path}` is to be decomposed and not in its flow");
    }

    private static void Require(bool holds, BoundModel model, string broken)
    {
        if (!holds)
            throw new InvalidOperationException($"The bound model {model.Name} is broken: {broken}.");
    }
}
