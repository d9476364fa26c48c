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
@ 18
- public sealed partial class Sizes : global::Bilinear.Training.Model
+ public sealed partial class Sizes9 : global::Bilinear.Training.Model
@ 21
-     public const int N = 6;
+     public const int N = 12;
@ 24
-     public const long K = 2;
+     public const long K = 3;
@ 30
-     public Sizes(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Sizes9(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 38
-         Name = "Sizes",
-         Arguments = [new("n", "6"), new("k", "2")],
-         Inputs = [new("x", [3, 4])],
-         Outputs = [new("y", [4], global::Bilinear.Training.LossKind.CrossEntropy)],
+         Name = "Sizes9",
+         Arguments = [new("n", "12"), new("k", "3")],
+         Inputs = [new("x", [4, 6])],
+         Outputs = [new("y", [8], global::Bilinear.Training.LossKind.CrossEntropy)],
@ 44
-             new("a.weight", [9, 12], 12, global::Bilinear.Training.ParameterInit.UniformFanIn),
-             new("b.weight", [8, 9], 9, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("c.weight", [4, 4], 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("a.weight", [29, 24], 24, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("b.weight", [16, 29], 29, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("c.weight", [8, 8], 8, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 48
-         ForwardArena = 32,
-         StepArena = 96,
+         ForwardArena = 48,
+         StepArena = 112,
@ 52
-         Create = static (device, batch, seed) => new Sizes(device, batch, seed),
+         Create = static (device, batch, seed) => new Sizes9(device, batch, seed),
@ 81
-     /// <summary>y f32[4] of every sample of x f32[3, 4].</summary>
+     /// <summary>y f32[8] of every sample of x f32[4, 6].</summary>
@ 84
-         var values = new float[checked(x.Rows * 4)];
+         var values = new float[checked(x.Rows * 8)];
@ 95
-         internal Weights(Sizes model)
+         internal Weights(Sizes9 model)
@ 126
-         /// <summary>y f32[4] of every sample of x f32[3, 4].</summary>
+         /// <summary>y f32[8] of every sample of x f32[4, 6].</summary>
@ 129
-             var values = new float[checked(x.Rows * 4)];
+             var values = new float[checked(x.Rows * 8)];
@ 135
-     /// <summary>Rows of x f32[3, 4], 12 floats each.</summary>
+     /// <summary>Rows of x f32[4, 6], 24 floats each.</summary>
@ 142
-                 throw new global::System.ArgumentException($"A row of x f32[3, 4] has {Size} floats, and {values.Length} is not a multiple of that.", "values");
+                 throw new global::System.ArgumentException($"A row of x f32[4, 6] has {Size} floats, and {values.Length} is not a multiple of that.", "values");
@ 147
-         public const int Size = 12;
+         public const int Size = 24;
@ 159
-     /// <summary>Rows of y f32[4], 4 floats each.</summary>
+     /// <summary>Rows of y f32[8], 8 floats each.</summary>
@ 166
-                 throw new global::System.ArgumentException($"A row of y f32[4] has {Size} floats, and {values.Length} is not a multiple of that.", "values");
+                 throw new global::System.ArgumentException($"A row of y f32[8] has {Size} floats, and {values.Length} is not a multiple of that.", "values");
@ 171
-         public const int Size = 4;
+         public const int Size = 8;