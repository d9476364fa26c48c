// Where Wide2 differs from Narrow1.
@ 9
- /// <summary>The model Narrow1.</summary>
+ /// <summary>The model Wide2.</summary>
@ 11
- /// x f32[4] → y f32[2], 30 parameters:
+ /// x f32[4] → y f32[2], 132 parameters:
@ 13
- /// body.0.weight  [6, 4]
- /// head.weight    [2, 3]
+ /// body.0.weight  [12, 4]
+ /// body.1.weight  [12, 6]
+ /// head.weight    [2, 6]
@ 18
- public sealed partial class Narrow1 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Wide2 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 21
-     public const int Width = 3;
+     public const int Width = 6;
@ 24
-     public const string Gate = "silu";
+     public const string Gate = "gelu";
@ 27
-     public const long Depth = 1;
+     public const long Depth = 2;
@ 33
-     public Narrow1(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Wide2(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 3)
@ 41
-         Name = "Narrow1",
-         Arguments = [new("width", "3"), new("gate", "silu"), new("depth", "1")],
+         Name = "Wide2",
+         Arguments = [new("width", "6"), new("gate", "gelu"), new("depth", "2")],
@ 47
-             new("body.0.weight", [6, 4], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("head.weight", [2, 3], FanIn: 3, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("body.0.weight", [12, 4], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("body.1.weight", [12, 6], FanIn: 6, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("head.weight", [2, 6], FanIn: 6, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 52
-             new("body.0", [3], 0),
-             new("body", [3], 0),
-             new("head", [2], 1),
+             new("body.0", [6], 0),
+             new("body.1", [6], 1),
+             new("body", [6], 1),
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
+         Create = static (device, batch, seed) => new Wide2(device, batch, seed),
@ 69
-             Epochs = 2,
-             Seed = 0,
+             Epochs = 10,
+             Seed = 3,
@ 133
-         internal Weights(Narrow1 model)
+         internal Weights(Wide2 model)