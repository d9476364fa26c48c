// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 28
-         Directions = [global::Bilinear.Spectral.Direction.Of("edge", outputs: 6, others: -0.2, (0, 1.0))],
+         Directions = [global::Bilinear.Spectral.Direction.Of("edge", outputs: 9, others: -0.125, (0, 1.0))],