// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 16
-         // body0[b,3] = silu(x·Wᵀ) ⊙ (x·Vᵀ)
+         // body0[b,6] = gelu(x·Wᵀ) ⊙ (x·Vᵀ)
@ 19
-         var body0 = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
+         var body0 = at.Arena(offset: 0, rowsPerSample: 1, columns: 6);
@ 22
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1[b,6] = gelu(body0·Wᵀ) ⊙ (body0·Vᵀ)
+         var body1Weight = at.Parameter(1);
+         var body1 = at.Arena(offset: 16, rowsPerSample: 1, columns: 6);
+         device.DualProduct<BodyEpilogue>(body0, body1Weight.T, new() { Out0 = body1 });
+ 
+         // y[b,2] = body1·head.weightᵀ
+         var headWeight = at.Parameter(2);
@ 25
-         device.Product(body0, headWeight.T, y);
+         device.Product(body1, headWeight.T, y);