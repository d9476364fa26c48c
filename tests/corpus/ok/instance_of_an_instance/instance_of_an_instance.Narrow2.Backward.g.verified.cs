// Where Narrow2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Narrow2
@ 31
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1Left[b,3] = body0·Wᵀ, body1Right = body0·Vᵀ, body1 = silu(body1Left) ⊙ body1Right
+         var body1Weight = at.Parameter(1);
+         var body1Left = at.Arena(offset: 48, rowsPerSample: 1, columns: 3);
+         var body1Right = at.Arena(offset: 64, rowsPerSample: 1, columns: 3);
+         var body1 = at.Arena(offset: 80, rowsPerSample: 1, columns: 3);
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
+         // dBody1[b,3] = dY·head.weight, dBody1Left = dBody1 ⊙ body1Right ⊙ silu′(body1Left), dBody1Right = dBody1 ⊙ silu(body1Left)
+         var dY = at.Arena(offset: 96, rowsPerSample: 1, columns: 2);
+         var headWeight = at.Parameter(2);
+         var body1Right = at.Arena(offset: 64, rowsPerSample: 1, columns: 3);
+         var body1Left = at.Arena(offset: 48, rowsPerSample: 1, columns: 3);
+         var dBody1Stacked = at.Arena(offset: 112, rowsPerSample: 1, columns: 6);
+         device.Product<DBodyEpilogue>(dY, headWeight, new()
+         {
+             In0 = body1Right,
+             In1 = body1Left,
+             Out0 = dBody1Stacked.Slice(start: 0, count: 3),
+             Out1 = dBody1Stacked.Slice(start: 3, count: 3),
+         });
+ 
+         // dHead.weight[2,3] = dYᵀ·body1
+         var body1 = at.Arena(offset: 80, rowsPerSample: 1, columns: 3);
+         var dHeadWeight = at.Gradient(2);
+         device.Product(dY.T, body1, dHeadWeight);
+ 
+         // dBody0[b,3] = dBody1Stacked·body.1.weight,
+         // dBody0Left = dBody0 ⊙ body0Right ⊙ silu′(body0Left),
+         // dBody0Right = dBody0 ⊙ silu(body0Left)
+         var body1Weight = at.Parameter(1);
@ 53
-         var dBody0Stacked = at.Arena(offset: 64, rowsPerSample: 1, columns: 6);
-         device.Product<DBodyEpilogue>(dY, headWeight, new()
+         var dBody0Stacked = at.Arena(offset: 48, rowsPerSample: 1, columns: 6);
+         device.Product<DBodyEpilogue>(dBody1Stacked, body1Weight, new()
@ 62
-         // dHead.weight[2,3] = dYᵀ·body0
+         // dBody.1.weight[6,3] = dBody1Stackedᵀ·body0
@ 64
-         var dHeadWeight = at.Gradient(1);
-         device.Product(dY.T, body0, dHeadWeight);
+         var dBody1Weight = at.Gradient(1);
+         device.Product(dBody1Stacked.T, body0, dBody1Weight);