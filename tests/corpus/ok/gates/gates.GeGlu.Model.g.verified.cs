// Where GeGlu differs from Gated.
@ 9
- /// <summary>The model Gated.</summary>
+ /// <summary>The model GeGlu.</summary>
@ 22
- public sealed partial class Gated : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class GeGlu : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 28
-     public const string Gate = "none";
+     public const string Gate = "gelu";
@ 34
-     public Gated(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public GeGlu(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 42
-         Name = "Gated",
-         Arguments = [new("hidden", "128"), new("gate", "none")],
+         Name = "GeGlu",
+         Arguments = [new("hidden", "128"), new("gate", "gelu")],
@ 82
-         Create = static (device, batch, seed) => new Gated(device, batch, seed),
+         Create = static (device, batch, seed) => new GeGlu(device, batch, seed),
@ 152
-         internal Weights(Gated model)
+         internal Weights(GeGlu model)