// Where Sizes9 differs from Sizes.
@ 9
- /// <summary>The model Sizes.</summary>
+ /// <summary>The model Sizes9.</summary>
@ 11
- /// x f32[3, 4] → y f32[4], 196 parameters:
+ /// x f32[4, 6] → y f32[8], 1,224 parameters:
@ 13
- /// a.weight  [9, 12]
- /// b.weight  [8, 9]
- /// c.weight  [4, 4]
+ /// a.weight  [29, 24]
+ /// b.weight  [16, 29]
+ /// c.weight  [8, 8]
@ 19
- public sealed partial class Sizes : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Sizes9 : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 22
-     public const int N = 6;
+     public const int N = 12;
@ 25
-     public const long K = 2;
+     public const long K = 3;
@ 31
-     public Sizes(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Sizes9(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 39
-         Name = "Sizes",
-         Arguments = [new("n", "6"), new("k", "2")],
-         Inputs = [new("x", [3, 4])],
-         Outputs = [new("y", [4], global::Bilinear.Training.LossKind.CrossEntropy)],
+         Name = "Sizes9",
+         Arguments = [new("n", "12"), new("k", "3")],
+         Inputs = [new("x", [4, 6])],
+         Outputs = [new("y", [8], global::Bilinear.Training.LossKind.CrossEntropy)],
@ 45
-             new("a.weight", [9, 12], FanIn: 12, global::Bilinear.Training.ParameterInit.UniformFanIn),
-             new("b.weight", [8, 9], FanIn: 9, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("c.weight", [4, 4], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("a.weight", [29, 24], FanIn: 24, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("b.weight", [16, 29], FanIn: 29, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("c.weight", [8, 8], FanIn: 8, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 51
-             new("a", [9], 0),
-             new("b", [4], 1),
-             new("c", [4], 2),
+             new("a", [29], 0),
+             new("b", [8], 1),
+             new("c", [8], 2),
@ 55
-         ForwardArena = 32,
-         StepArena = 96,
-         CaptureArena = 32,
+         ForwardArena = 48,
+         StepArena = 112,
+         CaptureArena = 48,
@ 61
-         Create = static (device, batch, seed) => new Sizes(device, batch, seed),
+         Create = static (device, batch, seed) => new Sizes9(device, batch, seed),
@ 90
-     /// <summary>Computes y f32[4] for every sample of x f32[3, 4].</summary>
+     /// <summary>Computes y f32[8] for every sample of x f32[4, 6].</summary>
@ 98
-     /// <summary>Computes y f32[4] for every sample of x f32[3, 4], and keeps or replaces the values of layers on the way.</summary>
+     /// <summary>Computes y f32[8] for every sample of x f32[4, 6], and keeps or replaces the values of layers on the way.</summary>
@ 117
-         internal Weights(Sizes model)
+         internal Weights(Sizes9 model)
@ 158
-         /// <summary>Computes y f32[4] for every sample of x f32[3, 4].</summary>
+         /// <summary>Computes y f32[8] for every sample of x f32[4, 6].</summary>
@ 166
-         /// <summary>Computes y f32[4] for every sample of x f32[3, 4], and keeps or replaces the values of layers on the way.</summary>
+         /// <summary>Computes y f32[8] for every sample of x f32[4, 6], and keeps or replaces the values of layers on the way.</summary>
@ 182
-     /// <summary>Holds samples of x f32[3, 4], 12 floats each.</summary>
+     /// <summary>Holds samples of x f32[4, 6], 24 floats each.</summary>
@ 190
-                     $"A sample of x f32[3, 4] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
+                     $"A sample of x f32[4, 6] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
@ 195
-         public const int Size = 12;
+         public const int Size = 24;
@ 207
-     /// <summary>Holds samples of y f32[4], 4 floats each.</summary>
+     /// <summary>Holds samples of y f32[8], 8 floats each.</summary>
@ 215
-                     $"A sample of y f32[4] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
+                     $"A sample of y f32[8] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
@ 220
-         public const int Size = 4;
+         public const int Size = 8;