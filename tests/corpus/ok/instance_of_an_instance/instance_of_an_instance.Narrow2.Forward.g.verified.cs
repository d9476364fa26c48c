// Where Narrow2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Narrow2
@ 22
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1[b,3] = silu(body0·Wᵀ) ⊙ (body0·Vᵀ)
+         var body1Weight = at.Parameter(1);
+         var body1 = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
+         device.DualProduct<BodyEpilogue>(body0, body1Weight.T, new() { Out0 = body1 });
+ 
+         // y[b,2] = body1·head.weightᵀ
+         var headWeight = at.Parameter(2);
@ 25
-         device.Product(body0, headWeight.T, y);
+         device.Product(body1, headWeight.T, y);