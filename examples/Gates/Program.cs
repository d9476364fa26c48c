// Trains logic.bmlp on logic gates, of which the weights are known beforehand (up to what they say together), and compares:
// `dotnet run -c Release`, or `dotnet run -c Release -- 100` for 100 steps, which are too few.
using Bilinear.Devices;
using Examples.Gates;

Experiment[] experiments =
[
    .. Gate.All.Select(gate => new Experiment($"{gate.Name} of every pair", [.. Bits.Pairs.Select(_ => gate)])),
    new("a gate of its own for each pair", [Gate.Xor, Gate.And, Gate.Or, Gate.Or, Gate.And, Gate.Xor]),
    new("a mixture of two gates for every pair", [.. Bits.Pairs.Select(_ => Gate.Xor.Mix(0.75, Gate.And))]),
];
var options = Logic.TrainDefaults;
if (args.Length > 0)
    options = options with { Steps = int.Parse(args[0]) };

using var device = Device.Open(DeviceKind.Cpu);
var wrong = experiments.Where(experiment => !experiment.Run(device, options)).ToList();
foreach (var experiment in wrong)
    Console.Error.WriteLine($"{experiment.Title}: a squared error of {Experiment.LargestSquaredError:0E+0} or more, or a difference of {Experiment.LargestDifference:0E+0} or more.");
if (wrong.Count == 0)
    Console.WriteLine($"Every Q and every eigenvalue is within {Experiment.LargestDifference:0E+0} of its closed form.");
return wrong.Count == 0 ? 0 : 1;
