// Where Slow differs from Line.
@ 9
- /// <summary>Entries of `train` take the model's arguments, each model's its own.</summary>
+ /// <summary>The model Slow.</summary>
@ 17
- public sealed partial class Line : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Slow : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 20
-     public const float Rate = 0.01f;
+     public const float Rate = 0.0001f;
@ 29
-     public const float Kept = 0.125f;
+     public const float Kept = 0f;
@ 35
-     public Line(global::Bilinear.Devices.Device device, int batch = 32, ulong seed = 32)
+     public Slow(global::Bilinear.Devices.Device device, int batch = 32, ulong seed = 32)
@ 43
-         Name = "Line",
-         Arguments = [new("rate", "0.01"), new("wd", "0.5"), new("size", "32"), new("kept", "0.125")],
+         Name = "Slow",
+         Arguments = [new("rate", "0.0001"), new("wd", "0.5"), new("size", "32"), new("kept", "0")],
@ 61
-         Create = static (device, batch, seed) => new Line(device, batch, seed),
+         Create = static (device, batch, seed) => new Slow(device, batch, seed),
@ 65
-             Optimizer = new(LearningRate: 0.01, Beta1: 0.5, Beta2: 0.99, Epsilon: 1e-8, WeightDecay: 0.5),
+             Optimizer = new(LearningRate: 0.0001, Beta1: 0.5, Beta2: 0.99, Epsilon: 1e-8, WeightDecay: 0.5),
@ 70
-             Validation = 0.125,
@ 129
-         internal Weights(Line model)
+         internal Weights(Slow model)