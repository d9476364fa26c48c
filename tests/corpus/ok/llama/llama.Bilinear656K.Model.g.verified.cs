// Where Bilinear656K differs from TinyStories656K.
@ 9
- /// <summary>The model TinyStories656K.</summary>
+ /// <summary>The model Bilinear656K.</summary>
@ 34
- public sealed partial class TinyStories656K : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Bilinear656K : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 61
-     public const string Gate = "silu";
+     public const string Gate = "none";
@ 67
-     public TinyStories656K(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Bilinear656K(global::Bilinear.Devices.Device device, int batch = 16, ulong seed = 0)
@ 75
-         Name = "TinyStories656K",
+         Name = "Bilinear656K",
@ 86
-             new("gate", "silu"),
+             new("gate", "none"),
@ 128
-         Create = static (device, batch, seed) => new TinyStories656K(device, batch, seed),
+         Create = static (device, batch, seed) => new Bilinear656K(device, batch, seed),
@ 132
-             Optimizer = new(LearningRate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 0.01),
-             Schedule = global::Bilinear.Training.LearningRateSchedule.Constant,
-             Batch = 128,
-             Epochs = 10,
+             Optimizer = new(LearningRate: 0.0001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 0.1),
+             Schedule = global::Bilinear.Training.LearningRateSchedule.Linear(warmup: 50),
+             Batch = 16,
+             Steps = 500,
@ 198
-         internal Weights(TinyStories656K model)
+         internal Weights(Bilinear656K model)