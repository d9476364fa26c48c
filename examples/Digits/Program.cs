// Trains digits.bmlp on real handwritten digits, reads what it learned from its weights, and shows it in digits.html.
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Reports;
using Examples.Digits;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};

var (train, test) = DataSet.Digits();
using var device = Device.Open(DeviceKind.Cpu);
using var model = new Digits(device);
Console.WriteLine($"{train.Count} digits to train on, {test.Count} to test with; {model.Description.ParameterCount:N0} parameters on {device.Name}");

try
{
    foreach (var step in model.Train(train, Digits.TrainDefaults, interrupt.Token))
    {
        if (step.EndsEpoch && step.Epoch % 10 == 0)
            Console.WriteLine($"epoch {step.Epoch,2} of {step.TotalEpochs}  loss {step.ReadLoss():F4}  learning rate {step.LearningRate:E1}  {step.SamplesPerSecond:N0} digits/s");
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped before training was complete; nothing was written.");
    return 130;
}

var spectra = model.Decompose(train);
var exactness = spectra.Head.Check(model, test);
Console.WriteLine($"decomposition against forward pass: largest error {exactness.LargestError:E1} of the largest logit, {exactness.ChangedArgmax} of {exactness.Samples} answers changed");

var evaluation = model.Evaluate(test);
Report.Write("digits.html", new ReportContents("Digits", spectra.Entries) { Test = evaluation, TestData = test, Exactness = exactness });
Console.WriteLine($"wrote {Path.GetFullPath("digits.html")}");
Console.WriteLine($"test accuracy {evaluation.Accuracy:F4}");
return 0;
