// Where Late differs from Later.
@ 9
- /// <summary>The model Later.</summary>
+ /// <summary>The model Late.</summary>
@ 11
- /// x f32[3] → y f32[2], 24 parameters:
+ /// x f32[3] → y f32[2], 16 parameters:
@ 13
- /// body.mix.weight  [6, 3]
- /// head.weight      [2, 3]
+ /// body.mix.weight  [4, 3]
+ /// head.weight      [2, 2]
@ 18
- public sealed partial class Later : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Late : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 21
-     public const int Width = 3;
+     public const int Width = 2;
@ 27
-     public Later(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Late(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 35
-         Name = "Later",
-         Arguments = [new("width", "3")],
+         Name = "Late",
+         Arguments = [new("width", "2")],
@ 41
-             new("body.mix.weight", [6, 3], FanIn: 3, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
-             new("head.weight", [2, 3], FanIn: 3, global::Bilinear.Training.ParameterInit.UniformFanIn),
+             new("body.mix.weight", [4, 3], FanIn: 3, global::Bilinear.Training.ParameterInit.UniformFanIn, Stacked: true),
+             new("head.weight", [2, 2], FanIn: 2, global::Bilinear.Training.ParameterInit.UniformFanIn),
@ 46
-             new("body.mix", [3], 0),
-             new("body", [3], 0),
+             new("body.mix", [2], 0),
+             new("body", [2], 0),
@ 56
-         Create = static (device, batch, seed) => new Later(device, batch, seed),
+         Create = static (device, batch, seed) => new Late(device, batch, seed),
@ 126
-         internal Weights(Later model)
+         internal Weights(Late model)