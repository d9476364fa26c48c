// Measures again what the papers on bilinear MLPs show: `dotnet run -c Release -- --data-dir DIR`. README.md says what each part is.
using System.CommandLine;
using Bilinear.Data;
using Bilinear.Devices;
using Examples.Paper;
using Examples.Paper.Parts;

var dataDir = new Option<string?>("--data-dir") { Description = "The folder with `mnist` and `fashion-mnist`; BILINEAR_DATA if left out.", HelpName = "DIR" };
var part = new Option<string[]>("--part") { Description = $"One of the parts, all if left out: {string.Join(", ", Part.All.Select(part => part.Name))}. May be given several times.", HelpName = "NAME" };
part.AcceptOnlyFromAmong([.. Part.All.Select(part => part.Name)]);
var full = new Option<bool>("--full") { Description = "Five seeds in place of three." };
var quick = new Option<bool>("--quick") { Description = "Only whether everything runs: 16 hidden units, 500 images, one epoch. Its numbers mean nothing." };
var threads = new Option<int>("--threads") { Description = "How many models are trained at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
threads.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var count) || count < 1))
        result.AddError($"--threads takes a number from 1, and not `{text}`.");
});
var output = new Option<string>("--out") { Description = "The folder for the page, the numbers and the trained models, which a later call takes from there.", DefaultValueFactory = _ => "paper", HelpName = "DIR" };
var command = new RootCommand("Trains and takes apart what the papers on bilinear MLPs show, and writes paper.html and paper.json: every statement beside what was measured, with 95 % intervals.") { dataDir, part, full, quick, threads, output };
command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
return await command.Parse(args).InvokeAsync();

int Run(ParseResult parsed, CancellationToken cancellationToken)
{
    try
    {
        var folder = parsed.GetValue(output)!;
        var isQuick = parsed.GetValue(quick);
        var chosen = parsed.GetValue(part) is { Length: > 0 } names ? Part.All.Where(part => names.Contains(part.Name)).ToArray() : Part.All;
        var data = parsed.GetValue(dataDir);
        var (mnist, fashion) = (DataSet.Mnist(data is null ? null : Path.Combine(data, "mnist")), DataSet.FashionMnist(data is null ? null : Path.Combine(data, "fashion-mnist")));
        if (isQuick)
            (mnist, fashion) = ((First(mnist.Train), First(mnist.Test)), (First(fashion.Train), First(fashion.Test)));
        using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = parsed.GetValue(threads) });
        var runs = Path.Combine(folder, "runs");
        var study = new Study(device, runs, parsed.GetValue(full) ? 5 : 3, isQuick, mnist, fashion);
        new Training(runs, parsed.GetValue(threads), Console.Error).Run(chosen.SelectMany(part => part.Runs(study)), cancellationToken);
        new Paper(study).Write(chosen, folder, Console.Error, cancellationToken);
        Console.WriteLine($"wrote {Path.Combine(folder, "paper.html")} and {Path.Combine(folder, "paper.json")}");
        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped; the same call goes on from here.");
        return 130;
    }
    catch (Exception problem) when (problem is IOException or DeviceException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
}

static DataSet First(DataSet data)
{
    const int Count = 500;
    var inputs = new float[Count * data.SampleLength];
    data.CopyInputs(0, inputs);
    return DataSet.Labelled($"{data.Name}, the first {Count}", data.SampleShape, inputs, data.Labels[..Count].ToArray(), data.Classes);
}
