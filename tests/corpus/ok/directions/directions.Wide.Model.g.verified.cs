// Where Wide differs from Deep.
@ 9
- /// <summary>The head's rows are read through two residual layers before the last.</summary>
+ /// <summary>The same entries, of another number of rows.</summary>
@ 11
- /// x f32[4] → y f32[6], 150 parameters:
+ /// x f32[4] → y f32[9], 165 parameters:
@ 19
- /// head.weight         [6, 4]
- /// head.bias           [6]
+ /// head.weight         [9, 4]
+ /// head.bias           [9]
@ 24
- public sealed partial class Deep : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Wide : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 27
-     public const int Rows = 6;
+     public const int Rows = 9;
@ 33
-     public Deep(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Wide(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 41
-         Name = "Deep",
-         Arguments = [new("rows", "6")],
+         Name = "Wide",
+         Arguments = [new("rows", "9")],
@ 44
-         Outputs = [new("y", [6], global::Bilinear.Training.LossKind.CrossEntropy)],
+         Outputs = [new("y", [9], global::Bilinear.Training.LossKind.CrossEntropy)],
@ 53
-             new("head.weight", [6, 4], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
-             new("head.bias", [6], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("head.weight", [9, 4], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("head.bias", [9], FanIn: 4, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 65
-             new("head", [6], 6),
+             new("head", [9], 6),
@ 73
-         Create = static (device, batch, seed) => new Deep(device, batch, seed),
+         Create = static (device, batch, seed) => new Wide(device, batch, seed),
@ 139
-     /// <summary>Computes y f32[6] for every sample of x f32[4].</summary>
+     /// <summary>Computes y f32[9] for every sample of x f32[4].</summary>
@ 147
-     /// <summary>Computes y f32[6] for every sample of x f32[4], and keeps or replaces the values of layers on the way.</summary>
+     /// <summary>Computes y f32[9] for every sample of x f32[4], and keeps or replaces the values of layers on the way.</summary>
@ 166
-         internal Weights(Deep model)
+         internal Weights(Wide model)
@ 207
-         /// <summary>Computes y f32[6] for every sample of x f32[4].</summary>
+         /// <summary>Computes y f32[9] for every sample of x f32[4].</summary>
@ 215
-         /// <summary>Computes y f32[6] for every sample of x f32[4], and keeps or replaces the values of layers on the way.</summary>
+         /// <summary>Computes y f32[9] for every sample of x f32[4], and keeps or replaces the values of layers on the way.</summary>
@ 256
-     /// <summary>Holds samples of y f32[6], 6 floats each.</summary>
+     /// <summary>Holds samples of y f32[9], 9 floats each.</summary>
@ 264
-                     $"A sample of y f32[6] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
+                     $"A sample of y f32[9] takes {Size} floats, and {values.Length} is not a multiple of that.", "values");
@ 269
-         public const int Size = 6;
+         public const int Size = 9;