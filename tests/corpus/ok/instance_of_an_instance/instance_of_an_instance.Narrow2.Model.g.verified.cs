// Where Narrow2 differs from Narrow1.
@ 9
- /// <summary>The model Narrow1.</summary>
+ /// <summary>The model Narrow2.</summary>
@ 11
- /// x f32[4] → y f32[2], 30 parameters:
+ /// x f32[4] → y f32[2], 48 parameters:
@ 14
+ /// body.1.weight  [6, 3]
@ 18
- public sealed partial class Narrow1 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Narrow2 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 27
-     public const long Depth = 1;
+     public const long Depth = 2;
@ 33
-     public Narrow1(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Narrow2(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 3)
@ 41
-         Name = "Narrow1",
-         Arguments = [new("width", "3"), new("gate", "silu"), new("depth", "1")],
+         Name = "Narrow2",
+         Arguments = [new("width", "3"), new("gate", "silu"), new("depth", "2")],
@ 48
+             new("body.1.weight", [6, 3], FanIn: 3, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
@ 53
-             new("body", [3], 0),
-             new("head", [2], 1),
+             new("body.1", [3], 1),
+             new("body", [3], 1),
+             new("head", [2], 2),
@ 56
-         ForwardArena = 16,
-         StepArena = 80,
-         CaptureArena = 16,
+         ForwardArena = 32,
+         StepArena = 128,
+         CaptureArena = 32,
@ 62
-         Create = static (device, batch, seed) => new Narrow1(device, batch, seed),
+         Create = static (device, batch, seed) => new Narrow2(device, batch, seed),
@ 69
-             Epochs = 2,
-             Seed = 0,
+             Epochs = 10,
+             Seed = 3,
@ 133
-         internal Weights(Narrow1 model)
+         internal Weights(Narrow2 model)