// Where ReGlu differs from Gated.
@ 9
- /// <summary>The model Gated.</summary>
+ /// <summary>The model ReGlu.</summary>
@ 22
- public sealed partial class Gated : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class ReGlu : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 28
-     public const string Gate = "none";
+     public const string Gate = "relu";
@ 34
-     public Gated(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public ReGlu(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 42
-         Name = "Gated",
-         Arguments = [new("hidden", "128"), new("gate", "none")],
+         Name = "ReGlu",
+         Arguments = [new("hidden", "128"), new("gate", "relu")],
@ 82
-         Create = static (device, batch, seed) => new Gated(device, batch, seed),
+         Create = static (device, batch, seed) => new ReGlu(device, batch, seed),
@ 152
-         internal Weights(Gated model)
+         internal Weights(ReGlu model)