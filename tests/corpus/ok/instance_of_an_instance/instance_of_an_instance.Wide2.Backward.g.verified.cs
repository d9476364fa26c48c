// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 23
-         // body0Left[b,3] = x·Wᵀ, body0Right = x·Vᵀ, body0 = silu(body0Left) ⊙ body0Right
+         // body0Left[b,6] = x·Wᵀ, body0Right = x·Vᵀ, body0 = gelu(body0Left) ⊙ body0Right
@ 26
-         var body0Left = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
-         var body0Right = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
-         var body0 = at.Arena(offset: 32, rowsPerSample: 1, columns: 3);
+         var body0Left = at.Arena(offset: 0, rowsPerSample: 1, columns: 6);
+         var body0Right = at.Arena(offset: 16, rowsPerSample: 1, columns: 6);
+         var body0 = at.Arena(offset: 32, rowsPerSample: 1, columns: 6);
@ 31
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1Left[b,6] = body0·Wᵀ, body1Right = body0·Vᵀ, body1 = gelu(body1Left) ⊙ body1Right
+         var body1Weight = at.Parameter(1);
+         var body1Left = at.Arena(offset: 48, rowsPerSample: 1, columns: 6);
+         var body1Right = at.Arena(offset: 64, rowsPerSample: 1, columns: 6);
+         var body1 = at.Arena(offset: 80, rowsPerSample: 1, columns: 6);
+         device.DualProduct<BodyTrainEpilogue>(body0, body1Weight.T, new() { Out0 = body1Left, Out1 = body1Right, Out2 = body1 });
+ 
+         // y[b,2] = body1·head.weightᵀ
+         var headWeight = at.Parameter(2);
@ 34
-         device.Product(body0, headWeight.T, y);
+         device.Product(body1, headWeight.T, y);
@ 39
-         var dY = at.Arena(offset: 48, rowsPerSample: 1, columns: 2);
+         var dY = at.Arena(offset: 96, rowsPerSample: 1, columns: 2);
@ 48
-         // dBody0[b,3] = dY·head.weight, dBody0Left = dBody0 ⊙ body0Right ⊙ silu′(body0Left), dBody0Right = dBody0 ⊙ silu(body0Left)
-         var dY = at.Arena(offset: 48, rowsPerSample: 1, columns: 2);
-         var headWeight = at.Parameter(1);
-         var body0Right = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
-         var body0Left = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
-         var dBody0Stacked = at.Arena(offset: 64, rowsPerSample: 1, columns: 6);
+         // dBody1[b,6] = dY·head.weight, dBody1Left = dBody1 ⊙ body1Right ⊙ gelu′(body1Left), dBody1Right = dBody1 ⊙ gelu(body1Left)
+         var dY = at.Arena(offset: 96, rowsPerSample: 1, columns: 2);
+         var headWeight = at.Parameter(2);
+         var body1Right = at.Arena(offset: 64, rowsPerSample: 1, columns: 6);
+         var body1Left = at.Arena(offset: 48, rowsPerSample: 1, columns: 6);
+         var dBody1Stacked = at.Arena(offset: 112, rowsPerSample: 1, columns: 12);
@ 56
+             In0 = body1Right,
+             In1 = body1Left,
+             Out0 = dBody1Stacked.Slice(start: 0, count: 6),
+             Out1 = dBody1Stacked.Slice(start: 6, count: 6),
+         });
+ 
+         // dHead.weight[2,6] = dYᵀ·body1
+         var body1 = at.Arena(offset: 80, rowsPerSample: 1, columns: 6);
+         var dHeadWeight = at.Gradient(2);
+         device.Product(dY.T, body1, dHeadWeight);
+ 
+         // dBody0[b,6] = dBody1Stacked·body.1.weight,
+         // dBody0Left = dBody0 ⊙ body0Right ⊙ gelu′(body0Left),
+         // dBody0Right = dBody0 ⊙ gelu(body0Left)
+         var body1Weight = at.Parameter(1);
+         var body0Right = at.Arena(offset: 16, rowsPerSample: 1, columns: 6);
+         var body0Left = at.Arena(offset: 0, rowsPerSample: 1, columns: 6);
+         var dBody0Stacked = at.Arena(offset: 48, rowsPerSample: 1, columns: 12);
+         device.Product<DBodyEpilogue>(dBody1Stacked, body1Weight, new()
+         {
@ 58
-             Out0 = dBody0Stacked.Slice(start: 0, count: 3),
-             Out1 = dBody0Stacked.Slice(start: 3, count: 3),
+             Out0 = dBody0Stacked.Slice(start: 0, count: 6),
+             Out1 = dBody0Stacked.Slice(start: 6, count: 6),
@ 62
-         // dHead.weight[2,3] = dYᵀ·body0
-         var body0 = at.Arena(offset: 32, rowsPerSample: 1, columns: 3);
-         var dHeadWeight = at.Gradient(1);
-         device.Product(dY.T, body0, dHeadWeight);
+         // dBody.1.weight[12,6] = dBody1Stackedᵀ·body0
+         var body0 = at.Arena(offset: 32, rowsPerSample: 1, columns: 6);
+         var dBody1Weight = at.Gradient(1);
+         device.Product(dBody1Stacked.T, body0, dBody1Weight);
@ 67
-         // dBody.0.weight[6,4] = dBody0Stackedᵀ·x
+         // dBody.0.weight[12,4] = dBody0Stackedᵀ·x