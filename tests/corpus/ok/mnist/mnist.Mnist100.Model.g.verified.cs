// Where Mnist100 differs from Mnist.
@ 9
- /// <summary>
- /// The paper's image classifier: embedding, a bilinear layer, unembedding; no bias, no norm.
- /// `hidden` is a model argument: each instance below is a class of its own, with its own constants.
- /// </summary>
+ /// <summary>The model Mnist100.</summary>
@ 14
- /// image f32[28, 28] → digit f32[10], 418,200 parameters:
+ /// image f32[28, 28] → digit f32[10], 99,400 parameters:
@ 16
- /// embed.weight  [300, 784]
- /// body.weight   [600, 300]
- /// head.weight   [10, 300]
+ /// embed.weight  [100, 784]
+ /// body.weight   [200, 100]
+ /// head.weight   [10, 100]
@ 22
- public sealed partial class Mnist : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Mnist100 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 25
-     public const int Hidden = 300;
+     public const int Hidden = 100;
@ 31
-     public Mnist(global::Bilinear.Devices.Device device, int batch = 2048, ulong seed = 0)
+     public Mnist100(global::Bilinear.Devices.Device device, int batch = 2048, ulong seed = 0)
@ 39
-         Name = "Mnist",
-         Arguments = [new("hidden", "300")],
+         Name = "Mnist100",
+         Arguments = [new("hidden", "100")],
@ 45
-             new("embed.weight", [300, 784], FanIn: 784, global::Bilinear.Training.ParameterInit.UniformFanIn),
-             new("body.weight", [600, 300], FanIn: 300, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("head.weight", [10, 300], FanIn: 300, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("embed.weight", [100, 784], FanIn: 784, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("body.weight", [200, 100], FanIn: 100, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("head.weight", [10, 100], FanIn: 100, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 51
-             new("embed", [300], 0),
-             new("body", [300], 1),
+             new("embed", [100], 0),
+             new("body", [100], 1),
@ 55
-         ForwardArena = 608,
-         StepArena = 2912,
-         CaptureArena = 608,
+         ForwardArena = 224,
+         StepArena = 1552,
+         CaptureArena = 224,
@ 61
-         Create = static (device, batch, seed) => new Mnist(device, batch, seed),
+         Create = static (device, batch, seed) => new Mnist100(device, batch, seed),
@ 145
-         internal Weights(Mnist model)
+         internal Weights(Mnist100 model)