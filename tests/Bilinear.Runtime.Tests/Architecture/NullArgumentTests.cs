using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Runtime.Tests.Training;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Architecture;

/// <summary>
/// Every public method and constructor of these rooms is called with null for each parameter that may not be null, and has
/// to say so by the parameter's own name, whichever method inside would have met the null first.
/// </summary>
public sealed class NullArgumentTests : IDisposable
{
    private static readonly string[] Rooms = ["Bilinear.Data", "Bilinear.Devices", "Bilinear.Kernels", "Bilinear.Serialization", "Bilinear.Tensors", "Bilinear.Training"];

    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 1 });
    private readonly object[] _values;

    public NullArgumentTests()
    {
        var model = new Quadratic(_device, batch: 1);
        var path = _folder["w.safetensors"];
        model.Save(path);
        var weights = model.ToWeights();
        var data = DataSet.Labelled("a", [64], new float[64], [0], classes: 10);
        var texts = DataSet.OfTexts("b", vocabulary: 3, context: 2, [[1]], [[2]]);
        _values =
        [
            texts.Texts!, new int[][] { [1] }, IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            1, 1L, 1f, true, path, new[] { 1 }, new[] { 1f }, new byte[] { 1 }, _device, model, weights, weights.OpenInference(), SafeTensorsFile.Open(path),
            data, data.Targets[0], new[] { data.Targets[0] }, new Dictionary<string, string>(), new[] { new NamedTensor("t", [1], new float[1]) },
            new AdamWOptions(), new TrainOptions(), TensorNames.Unchanged, new KeyValuePair<string, string>[1], CancellationToken.None, Quadratic.ModelDescription, Capture.Of(Quadratic.ModelDescription),
            new MeasuredNorms(weights, "a", [], model.Evaluate(data)),
        ];
    }

    [Fact]
    public void ANull_IsNamedByItsParameter()
    {
        var problems = new List<string>();
        var tried = 0;
        foreach (var (method, parameter) in Parameters())
        {
            tried++;
            var found = Call(method, parameter);
            if (found is not ArgumentNullException { ParamName: var name } || name != parameter.Name)
                problems.Add($"{method.DeclaringType!.Name}.{method.Name}({parameter.Name}): {(found is null ? "nothing was thrown" : $"{found.GetType().Name}, {found.Message}")}");
        }

        Assert.Empty(problems);
        Assert.True(tried > 30, $"Only {tried} parameters were found.");
    }

    // Their parameters are spans, which reflection does not pass, or they are protected.
    [Fact]
    public void WhatReflectionDoesNotCall_NamesItsParameterToo()
    {
        using var model = new Quadratic(_device, batch: 1);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => model.WriteParameter(null!, [])).ParamName);
        Assert.Equal("device", Assert.Throws<ArgumentNullException>(() => new Quadratic(null!)).ParamName);
        Assert.Equal("description", Assert.Throws<ArgumentNullException>(() => new Undescribed(_device)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentNullException>(() => new Quadratic.Inference(null!, 1)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => new Quadratic.Weights(null!)).ParamName);
        Assert.Equal("device", Assert.Throws<ArgumentNullException>(() => Quadratic.Weights.Load(null!, "w")).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => Quadratic.Weights.Load(_device, null!)).ParamName);
        Assert.Equal("Shape", Assert.Throws<ArgumentNullException>(() => new InputInfo("x", null!)).ParamName);
        Assert.Equal("Shape", Assert.Throws<ArgumentNullException>(() => new Bilinear.Training.ParameterInfo("x", null!, 1, ParameterInit.Ones)).ParamName);
        Assert.Equal("Shape", Assert.Throws<ArgumentNullException>(() => new TensorEntry("x", "F32", null!, 0, 0)).ParamName);
    }

    public void Dispose()
    {
        foreach (var value in _values.OfType<IDisposable>().Reverse())
            value.Dispose();
        _folder.Dispose();
    }

    // Records carry what they are given, exceptions show it, and a view of no memory is no view.
    private static IEnumerable<(MethodBase Method, System.Reflection.ParameterInfo Parameter)> Parameters()
    {
        var context = new NullabilityInfoContext();
        return
            from type in typeof(Device).Assembly.GetExportedTypes()
            where Rooms.Contains(type.Namespace) && type.IsClass && !type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(Delegate))
                && (type.GetMethod("<Clone>$") is null || type == typeof(ModelMetadata))
            from method in type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>()
            where !method.IsSpecialName || method is ConstructorInfo
            where !(method is ConstructorInfo && (type.IsAbstract || type == typeof(ModelMetadata))) && !method.ContainsGenericParameters && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            let parameters = method.GetParameters()
            where !parameters.Any(parameter => parameter.ParameterType.IsByRefLike)
            from parameter in parameters
            where !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef && context.Create(parameter).ReadState == NullabilityState.NotNull
            select (method, parameter);
    }

    private Exception? Call(MethodBase method, System.Reflection.ParameterInfo tested)
    {
        var arguments = method.GetParameters().Select(parameter => parameter == tested ? null : parameter.HasDefaultValue ? parameter.DefaultValue : ValueOf(parameter.ParameterType)).ToArray();
        try
        {
            if (method is ConstructorInfo constructor)
                constructor.Invoke(arguments);
            else
                method.Invoke(method.IsStatic ? null : ValueOf(method.DeclaringType!), arguments);
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
    }

    private object ValueOf(Type type) => Array.Find(_values, type.IsInstanceOfType) ?? throw new InvalidOperationException($"The test has no {type} to pass: add one to its values.");

    private sealed class Undescribed(Device device) : Model(null!, device, batch: 1, seed: 0);
}
