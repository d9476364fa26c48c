// Where Bilinear656K differs from TinyStories656K.
@ 9
- partial class TinyStories656K
+ partial class Bilinear656K
@ 34
-                 Gate: global::Bilinear.Spectral.StreamGate.Silu,
+                 Gate: global::Bilinear.Spectral.StreamGate.None,
@ 55
-                 Gate: global::Bilinear.Spectral.StreamGate.Silu,
+                 Gate: global::Bilinear.Spectral.StreamGate.None,