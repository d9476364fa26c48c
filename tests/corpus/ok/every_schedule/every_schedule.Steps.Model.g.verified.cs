// Where Steps differs from Base.
@ 9
- /// <summary>The model Base.</summary>
+ /// <summary>The model Steps.</summary>
@ 17
- public sealed partial class Base : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Steps : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 23
-     public Base(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Steps(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 31
-         Name = "Base",
+         Name = "Steps",
@ 49
-         Create = static (device, batch, seed) => new Base(device, batch, seed),
+         Create = static (device, batch, seed) => new Steps(device, batch, seed),
@ 54
-             Schedule = global::Bilinear.Training.LearningRateSchedule.Constant,
+             Schedule = global::Bilinear.Training.LearningRateSchedule.Steps(warmup: 2, every: 2, factor: 0.5, until: 13),
@ 131
-         internal Weights(Base model)
+         internal Weights(Steps model)