// Where Mnist1000 differs from Mnist.
@ 9
- /// <summary>
- /// The paper's image classifier: embedding, a bilinear layer, unembedding; no bias, no norm.
- /// `hidden` is a model argument: each instance below is a class of its own, with its own constants.
- /// </summary>
+ /// <summary>The model Mnist1000.</summary>
@ 14
- /// image f32[28, 28] → digit f32[10], 418,200 parameters:
+ /// image f32[28, 28] → digit f32[10], 2,794,000 parameters:
@ 16
- /// embed.weight  [300, 784]
- /// body.weight   [600, 300]
- /// head.weight   [10, 300]
+ /// embed.weight  [1000, 784]
+ /// body.weight   [2000, 1000]
+ /// head.weight   [10, 1000]
@ 22
- public sealed partial class Mnist : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Mnist1000 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 25
-     public const int Hidden = 300;
+     public const int Hidden = 1000;
@ 31
-     public Mnist(global::Bilinear.Devices.Device device, int batch = 2048, ulong seed = 0)
+     public Mnist1000(global::Bilinear.Devices.Device device, int batch = 2048, ulong seed = 0)
@ 39
-         Name = "Mnist",
-         Arguments = [new("hidden", "300")],
+         Name = "Mnist1000",
+         Arguments = [new("hidden", "1000")],
@ 45
-             new("embed.weight", [300, 784], FanIn: 784, global::Bilinear.Training.ParameterInit.UniformFanIn),
-             new("body.weight", [600, 300], FanIn: 300, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("head.weight", [10, 300], FanIn: 300, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("embed.weight", [1000, 784], FanIn: 784, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("body.weight", [2000, 1000], FanIn: 1000, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("head.weight", [10, 1000], FanIn: 1000, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 51
-             new("embed", [300], 0),
-             new("body", [300], 1),
+             new("embed", [1000], 0),
+             new("body", [1000], 1),
@ 55
-         ForwardArena = 608,
-         StepArena = 2912,
-         CaptureArena = 608,
+         ForwardArena = 2016,
+         StepArena = 7824,
+         CaptureArena = 2016,
@ 61
-         Create = static (device, batch, seed) => new Mnist(device, batch, seed),
+         Create = static (device, batch, seed) => new Mnist1000(device, batch, seed),
@ 145
-         internal Weights(Mnist model)
+         internal Weights(Mnist1000 model)