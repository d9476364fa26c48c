// Trains mnist.bmlp on MNIST, saves the weights, decomposes them and writes a report: `dotnet run -c Release`, or
// `dotnet run -c Release -- 5` for 5 epochs. Ctrl-C stops with a checkpoint, from which the same call goes on.
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Reports;
using Examples.Mnist;

const string File = "mnist.safetensors";
using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};

var epochs = args.Length > 0 ? int.Parse(args[0]) : Mnist.TrainDefaults.Epochs;
try
{
    var (train, test) = DataSet.Mnist();
    using var device = Device.Open(DeviceKind.Auto);
    using var model = new Mnist(device);
    var isBegun = Path.Exists("mnist.checkpoint.safetensors");
    var options = Mnist.TrainDefaults with { Epochs = epochs, SaveTo = File, Resume = isBegun };
    await foreach (var step in model.Train(train, options, interrupt.Token))
    {
        if (step.EndsEpoch)
            Console.Error.WriteLine($"epoch {step.Epoch,2} of {step.TotalEpochs}  loss {step.ReadLoss():F4}  {step.SamplesPerSecond:N0} images/s");
    }

    // The weights are read from the file, as another program would use them; any number of readers share them, one per thread.
    using var weights = Mnist.Weights.Load(device, File);
    using var reader = weights.OpenInference(batch: 1000);
    var evaluation = reader.Evaluate(test);
    Console.WriteLine($"accuracy {evaluation.Accuracy:F4}");
    Console.WriteLine($"loss {evaluation.Loss:F4}");

    var spectra = model.Decompose(train);
    spectra.Save("mnist.spectra.safetensors");
    var exactness = spectra.Head.Check(reader, test);
    Console.WriteLine($"the eigenvectors give back the logits to {exactness.LargestError:E1} of the largest; {exactness.ChangedArgmax} answers changed");
    Report.Write("mnist.html", new ReportContents("Mnist", spectra.Entries) { Test = evaluation, TestData = test, Exactness = exactness });
    Console.WriteLine($"wrote {File}, mnist.spectra.safetensors and mnist.html");
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped; run again to go on.");
    return 130;
}
catch (IOException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
