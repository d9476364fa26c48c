// Where Constant differs from Base.
@ 9
- /// <summary>The model Base.</summary>
+ /// <summary>The model Constant.</summary>
@ 17
- public sealed partial class Base : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class Constant : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 23
-     public Base(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public Constant(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 31
-         Name = "Base",
+         Name = "Constant",
@ 49
-         Create = static (device, batch, seed) => new Base(device, batch, seed),
+         Create = static (device, batch, seed) => new Constant(device, batch, seed),
@ 131
-         internal Weights(Base model)
+         internal Weights(Constant model)