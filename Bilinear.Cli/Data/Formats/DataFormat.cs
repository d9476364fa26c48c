using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Data.Formats;

/// <summary>A way in which data of one's own lie in a folder or a file.</summary>
internal abstract class DataFormat
{
    /// <summary>All of them, in the order in which they are looked for.</summary>
    public static IReadOnlyList<DataFormat> All { get; } = [new TensorFormat(), new CsvFormat(), new IdxFormat(), new ImageFormat()];

    /// <summary>What it is called: <c>a CSV file</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Whether the columns of the data have names, of which one is the target.</summary>
    public virtual bool HasColumns => false;

    /// <summary>The format of what is at a path; null where it is none that is known.</summary>
    public static DataFormat? Of(string place) => All.FirstOrDefault(format => format.IsAt(place));

    public abstract bool IsAt(string place);

    /// <summary>The files that are read.</summary>
    public abstract IEnumerable<string> Files(string place);

    /// <summary>The data. They need not fit the model yet.</summary>
    /// <param name="model">What they are for; null to see what they are.</param>
    /// <param name="isTrained">Whether what is wrong is said of the training part first, or of the test part.</param>
    /// <exception cref="InputException">The command line is wrong about them.</exception>
    /// <exception cref="IOException">A file is damaged, or cannot be used.</exception>
    public abstract (DataSet Train, DataSet Test) Read(string place, DataRequest request, ModelDescription? model, bool isTrained);

    /// <summary>The name of a folder or a file.</summary>
    protected static string NameOf(string place) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
}
