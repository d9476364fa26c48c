using Bilinear.Artefacts;
using Bilinear.Text;

// What a build runs for each BilinearArtefact, before it compiles: the package's targets call it, with a word for each of
// BuildItem's properties. Of a mistake it says the item's place in the project, and what is wrong.
Console.OutputEncoding = System.Text.Encoding.UTF8;
var item = BuildItem.Of(args);
try
{
    item.CheckMetadata();
    var spectra = new SpectraArtefact(item.Spectra, item.Port);
    var (terms, remarks) = spectra.Read(item.Rule, item.Keep);
    var facts = new ArtefactFacts(item.Name, item.Namespace, spectra.Model.Name, Path.GetFileName(item.Spectra), spectra.Model.Inputs[0], spectra.Model.Outputs[spectra.Port], terms, remarks);
    ArtefactFiles.Write(facts, item.Code);
    return 0;
}
catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or ItemException)
{
    Console.Out.WriteLine(item.Place);
    Console.Out.WriteLine(ForeignText.Clean(mistake.Message));
    return 1;
}
