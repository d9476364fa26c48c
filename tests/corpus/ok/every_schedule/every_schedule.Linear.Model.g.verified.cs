// Where Linear differs from Base.
@ 9
- /// <summary>The model Base.</summary>
+ /// <summary>The model Linear.</summary>
@ 17
- public sealed partial class Base : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Linear : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 23
-     public Base(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Linear(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 31
-         Name = "Base",
+         Name = "Linear",
@ 49
-         Create = static (device, batch, seed) => new Base(device, batch, seed),
+         Create = static (device, batch, seed) => new Linear(device, batch, seed),
@ 54
-             Schedule = global::Bilinear.Training.LearningRateSchedule.Constant,
+             Schedule = global::Bilinear.Training.LearningRateSchedule.Linear(warmup: 5),
@ 131
-         internal Weights(Base model)
+         internal Weights(Linear model)