using Bilinear.Artefacts;
using Bilinear.Tensors;
using Bilinear.Text;

// What a build runs for its items BilinearArtefact, before it compiles: the package's targets call it, and name the list of the
// items in an environment variable. Of the first mistake it says the item's place in the project, then what is wrong.
const string List = "BILINEAR_ARTEFACTS";
Console.OutputEncoding = System.Text.Encoding.UTF8;
if (Environment.GetEnvironmentVariable(List) is not { Length: > 0 } list)
{
    Console.Error.WriteLine($"This program is run by builds, which name a list of items in {List}.");
    return 2;
}

var place = "";
try
{
    foreach (var item in BuildList.Read(list))
    {
        place = item.Place;
        item.CheckMetadata();
        var (name, @namespace) = (item.Name, item.Namespace);
        var spectra = new SpectraArtefact(item.Spectra, item.Port);
        var (terms, remarks) = spectra.Read(item.Rule, item.Keep);
        ArtefactFiles.Write(new ArtefactFacts(name, @namespace, spectra.Model.Name, Path.GetFileName(item.Spectra), spectra.Model.Inputs[0], spectra.Model.Outputs[spectra.Port], terms, remarks), item.Code);
    }
    return 0;
}
catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or ItemException or NotFiniteException)
{
    // MSBuild takes a semicolon for the end of a line, but for its escape.
    Console.Out.WriteLine(place.Replace(";", "%3B", StringComparison.Ordinal));
    Console.Out.WriteLine(ForeignText.Clean(mistake.Message));
    return 1;
}
