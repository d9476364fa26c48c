using System.CommandLine;
using System.Globalization;
using Bilinear.Benchmarks;
using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Works;
using Bilinear.Benchmarks.Works.Language;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The other process of the benchmark BusyMachine.
if (args is [HeldCore.Command]) return HeldCore.Hold();

// Takes minutes and gigabytes, so it runs by itself, once.
if (args is [TinyLlama.Command]) return TinyLlama.Run();

// A step of generation is too short for the table's samples, and has no peer there.
if (args is [Generating.Command, .. var counted]) return Generating.Run(counted);

// Publishes native programs, and measures those.
if (args is [NativeArtefact.Command]) return NativeArtefact.Run();

// Takes gigabytes, once.
if (args is [TinyLlamaStep.Command]) return TinyLlamaStep.Run();

// Our side of a language model's training alone: kernel by kernel, and its memory.
if (args is [LanguageProfile.Command, ..]) return LanguageProfile.Run(args[1..]);

// Trains a language model, and writes what PyTorch needs to train as we did.
if (args is [LanguageExport.Command, ..]) return LanguageExport.Run(args[1..]);

IBenchmark[] benchmarks = [new Products(), new BilinearForward(), new TrainingSteps(), new Epoch(), new LanguageSteps(), new Tiny(), new Tails(), new BusyMachine(), new Idle(), new Decompose(), new Eigh()];

var filter = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, Description = "Only those whose name and size contain one of these." };
var threads = new Option<string>("--threads") { DefaultValueFactory = _ => "1,2", Description = "Numbers of threads to measure with." };
var json = new Option<bool>("--json") { Description = "Print an array of results, times in seconds." };
var alone = new Option<bool>("--no-peer") { Description = "Measure without PyTorch." };
var command = new RootCommand("Bilinear's CPU kernels and training, beside PyTorch's.") { filter, threads, json, alone };
command.SetAction(parsed =>
{
    var counts = parsed.GetValue(threads)!.Split(',').Select(int.Parse).ToArray();
    using var peer = parsed.GetValue(alone) ? null : Peer.Start();
    var run = new Run(parsed.GetValue(filter) ?? [], counts, peer);
    if (parsed.GetValue(json)) JsonOutput.Write(run.Results(benchmarks));
    else TableOutput.Write(run, benchmarks);
});
return command.Parse(args).Invoke();
