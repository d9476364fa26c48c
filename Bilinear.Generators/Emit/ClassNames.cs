using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Emit.Parts;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit;

/// <summary>
/// The names in a model's class that its program decides, none of them one of <see cref="Members"/>: what users of the class
/// see first, so that no name of theirs depends on what the code needs for itself.
/// </summary>
internal sealed class ClassNames
{
    private readonly NameScope _scope;

    public ClassNames(string model, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<string> arguments, IEnumerable<SpectraEntry> spectra)
    {
        _scope = new NameScope([.. Members.OfModel, .. Members.OfModelBase, .. Members.OfObject, model]);
        Inputs = [.. inputs.Select(Port)];
        Outputs = [.. outputs.Select(Port)];
        Arguments = [.. arguments.Select(argument => _scope.Claim(CSharpNames.Pascal(argument), CSharpNames.Pascal(argument) + "Argument"))];
        Spectra = SpectraMember.Of(spectra, _scope);
    }

    /// <summary>The type of each of the model's inputs.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The type of each of its outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The constant of each argument.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>One for each entry of the <c>decompose</c> block.</summary>
    public IReadOnlyList<SpectraMember> Spectra { get; }

    /// <summary>A name for something that only the generated code calls.</summary>
    public string Claim(string name) => _scope.Claim(name);

    private string Port(string name)
    {
        var type = CSharpNames.Pascal(name);
        return Members.OfTextPort.Contains(type) ? _scope.Claim(type + "Port") : _scope.Claim(type, type + "Port");
    }
}
