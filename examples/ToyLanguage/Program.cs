// Shows a model's decomposition beside the rules of the language that it has learned.
//   ToyLanguage                  the weights that lie here, toy.safetensors
//   ToyLanguage read FILE        weights of toy.bmlp
//   ToyLanguage untrained        a model that has learned nothing: it must not be found to know the rules
//   ToyLanguage turned           the weights that lie here, and other rules than they were trained on: they must not be found
//   ToyLanguage write DIR [N]    N texts to train on (20000), texts to test with, and the tokenizer
using Bilinear.Devices;
using Bilinear.Training;
using Examples.ToyLanguage;
using Examples.ToyLanguage.Grammar;

const int TrainingTexts = 20_000;
const int TestTexts = 500;
const ulong Seed = 0;
var language = new Language(Rules.English);
var texts = new Texts(language, Seed);
var own = Path.Combine(AppContext.BaseDirectory, "toy.safetensors");
try
{
    switch (args)
    {
        case []:
            return Read(language, device => Toy.Weights.Load(device, own));
        case ["read", var file]:
            return Read(language, device => Toy.Weights.Load(device, file));
        case ["untrained"]:
            return Read(language, device =>
            {
                using var model = new Toy(device);
                return model.ToWeights();
            });
        case ["turned"]:
            return Read(new Language(Rules.English, turn: 1), device => Toy.Weights.Load(device, own));
        case ["write", var folder]:
            return Write(folder, TrainingTexts);
        case ["write", var folder, var count] when int.TryParse(count, out var training) && training > 0:
            return Write(folder, training);
        default:
            Console.Error.WriteLine("Usage: ToyLanguage [read FILE | untrained | turned | write DIR [N]]");
            return 2;
    }
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

int Read(Language rules, Func<Device, ModelWeights> open)
{
    using var device = Device.Open(DeviceKind.Cpu);
    using var weights = open(device);
    var problems = new Experiment(rules, [.. Enumerable.Range(0, TestTexts).Select(number => texts.Text(TextPart.Test, number))]).Run(weights).ToList();
    problems.ForEach(Console.Error.WriteLine);
    return problems.Count == 0 ? 0 : 1;
}

int Write(string folder, int training)
{
    TextFiles.Write(language, texts, folder, training, TestTexts);
    Console.WriteLine($"wrote {training} texts to train on, {TestTexts} to test with and tokenizer.json to {folder}");
    return 0;
}
