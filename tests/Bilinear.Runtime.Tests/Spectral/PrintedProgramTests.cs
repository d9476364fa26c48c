using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Dsl.Text;
using Bilinear.Spectral;
using Bilinear.Spectral.Truncating;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Every program that we print binds: truncated ones, the canonical text that files carry, and formatted ones; of hundreds of random models.</summary>
public sealed class PrintedProgramTests
{
    private const int Drawn = 500;

    [Fact]
    public void WhatIsPrintedOfRandomModels_Binds()
    {
        var random = new Random(11);
        var right = 0;
        for (var number = 0; number < Drawn; number++)
        {
            var text = RandomProgram.Draw(random);
            var program = Compile(text);
            if (program.Diagnostics.Count > 0)
                continue;
            right++;

            // Comments alone separate a program from its canonical text.
            var canonical = AssertBinds(text, program.CanonicalText);
            Assert.Equal(program.CanonicalText, canonical.CanonicalText);
            var formatted = Formatter.Format(program.Source, new DiagnosticBag())!;
            Assert.Equal(program.CanonicalText, AssertBinds(text, formatted).CanonicalText);

            // A file of weights has the text and the arguments' values apart.
            var model = program.Bound.Models[0];
            var given = new GivenModel(model.Name, [.. model.Arguments.Select(argument => new GivenArgument(argument.Name, argument.Value, "weights"))]);
            var again = new BmlpCompilation(new SourceText("weights", model.CanonicalText), given);
            Assert.Equal(model.Parameters.Select(parameter => parameter.Count), again.Models[0].Bound.Parameters.Select(parameter => parameter.Count));
            Assert.Empty(given.Mistakes);

            AssertTruncationsBind(text, program, random);
        }

        // Else the names are drawn so that too few programs are right, and the test says little.
        Assert.InRange(right, Drawn / 3, Drawn);
    }

    private static void AssertTruncationsBind(string text, BmlpCompilation program, Random random)
    {
        var whole = Description(program);
        foreach (var rule in Enum.GetValues<TruncationRule>())
        {
            var (kept, hasBias) = (random.Next(1, 9), random.Next(2) == 0);
            var truncated = TruncatedText.Of(whole, port: 0, rule, kept, whole.Outputs[0].Count * kept, hasBias);
            var printed = truncated.Print();

            var compilation = AssertBinds(text, printed);

            Assert.Equal(printed, compilation.CanonicalText.TrimEnd('\n'));
            var model = Assert.Single(compilation.Bound.Models);
            Assert.Equal(program.Bound.Namespace, compilation.Bound.Namespace);
            Assert.Equal(truncated.Name, model.Name);
            Assert.Equal(program.Bound.Models[0].Train with { Losses = [] }, model.Train with { Losses = [] });
            Assert.Equal(program.Bound.Models[0].Train.Losses, model.Train.Losses);
            string[] names = hasBias ? [$"{truncated.Body}.weight", $"{truncated.Body}.bias", $"{truncated.Head}.weight"] : [$"{truncated.Body}.weight", $"{truncated.Head}.weight"];
            Assert.Equal(names, model.Parameters.Select(parameter => parameter.Path));
        }
    }

    // As generated code says it.
    private static ModelDescription Description(BmlpCompilation program)
    {
        var model = program.Bound.Models[0];
        var (train, adamw) = (model.Train, model.Train.Optimizer);
        return new ModelDescription
        {
            Name = model.Name,
            CanonicalText = model.CanonicalText,
            Inputs = [new InputInfo(model.Inputs[0].Name, Shape(model.Inputs[0]))],
            Outputs = [.. model.Outputs.Zip(train.Losses, (port, loss) => new OutputInfo(port.Name, Shape(port), Enum.Parse<Bilinear.Training.LossKind>($"{loss.Kind}")))],
            TrainDefaults = new TrainOptions
            {
                Optimizer = new(adamw.LearningRate, adamw.Beta1, adamw.Beta2, adamw.Epsilon, adamw.WeightDecay),
                Schedule = train.Schedule.Kind switch
                {
                    ScheduleKind.Constant => LearningRateSchedule.Constant,
                    ScheduleKind.Cosine => LearningRateSchedule.Cosine,
                    ScheduleKind.Linear => LearningRateSchedule.Linear((int)train.Schedule.Warmup),
                    _ => LearningRateSchedule.Steps((int)train.Schedule.Warmup, (int)train.Schedule.Every, train.Schedule.Factor, (int?)train.Schedule.Until),
                },
                Batch = (int)train.Batch,
                Epochs = (int?)train.Epochs,
                Steps = train.Steps,
                Seed = (ulong)train.Seed,
            },
            Parameters = [],
            Forward = _ => { },
            Step = _ => { },
        };
    }

    private static int[] Shape(BoundPort port) => [.. port.Shape.Dims.Select(size => (int)size)];

    private static BmlpCompilation AssertBinds(string of, string text)
    {
        var compilation = Compile(text);
        Assert.True(compilation.Diagnostics.Count == 0, $"{of}\n\nwas printed as\n\n{text}\n\n{string.Join("\n", compilation.Diagnostics)}");
        return compilation;
    }

    private static BmlpCompilation Compile(string text) => new(new SourceText("model.bmlp", text));
}
