// Where SwiGlu differs from Gated.
@ 9
- /// <summary>The model Gated.</summary>
+ /// <summary>The model SwiGlu.</summary>
@ 22
- public sealed partial class Gated : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
+ public sealed partial class SwiGlu : global::Bilinear.Training.Model, global::Bilinear.Training.IModel
@ 28
-     public const string Gate = "none";
+     public const string Gate = "silu";
@ 34
-     public Gated(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
+     public SwiGlu(global::Bilinear.Devices.Device device, int batch = 128, ulong seed = 0)
@ 42
-         Name = "Gated",
-         Arguments = [new("hidden", "128"), new("gate", "none")],
+         Name = "SwiGlu",
+         Arguments = [new("hidden", "128"), new("gate", "silu")],
@ 82
-         Create = static (device, batch, seed) => new Gated(device, batch, seed),
+         Create = static (device, batch, seed) => new SwiGlu(device, batch, seed),
@ 152
-         internal Weights(Gated model)
+         internal Weights(SwiGlu model)