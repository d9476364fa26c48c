// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 24
-         // body0Left[b,3] = x·Wᵀ, body0Right = x·Vᵀ, body0 = silu(body0Left) ⊙ body0Right
+         // body0Left[b,6] = x·Wᵀ, body0Right = x·Vᵀ, body0 = gelu(body0Left) ⊙ body0Right
@ 27
-         var body0Left = at.Arena(0, 1, 3);
-         var body0Right = at.Arena(16, 1, 3);
-         var body0 = at.Arena(32, 1, 3);
+         var body0Left = at.Arena(0, 1, 6);
+         var body0Right = at.Arena(16, 1, 6);
+         var body0 = at.Arena(32, 1, 6);
@ 32
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1Left[b,6] = body0·Wᵀ, body1Right = body0·Vᵀ, body1 = gelu(body1Left) ⊙ body1Right
+         var body1Weight = at.Parameter(1);
+         var body1Left = at.Arena(48, 1, 6);
+         var body1Right = at.Arena(64, 1, 6);
+         var body1 = at.Arena(80, 1, 6);
+         device.DualProduct<BodyTrainEpilogue>(body0, body1Weight.T, new() { Out0 = body1Left, Out1 = body1Right, Out2 = body1 });
+ 
+         // y[b,2] = body1·head.weightᵀ
+         var headWeight = at.Parameter(2);
@ 35
-         device.Product(body0, headWeight.T, y);
+         device.Product(body1, headWeight.T, y);
@ 40
-         var dY = at.Arena(48, 1, 2);
+         var dY = at.Arena(96, 1, 2);
@ 50
-         // dBody0[b,3] = dY·head.weight, dBody0Left = dBody0 ⊙ body0Right ⊙ silu′(body0Left), dBody0Right = dBody0 ⊙ silu(body0Left)
-         var dY = at.Arena(48, 1, 2);
-         var headWeight = at.Parameter(1);
-         var body0Right = at.Arena(16, 1, 3);
-         var body0Left = at.Arena(0, 1, 3);
-         var dBody0Stacked = at.Arena(64, 1, 6);
-         device.Product<DBodyEpilogue>(dY, headWeight, new() { In0 = body0Right, In1 = body0Left, Out0 = dBody0Stacked.Slice(0, 3), Out1 = dBody0Stacked.Slice(3, 3) });
+         // dBody1[b,6] = dY·head.weight, dBody1Left = dBody1 ⊙ body1Right ⊙ gelu′(body1Left), dBody1Right = dBody1 ⊙ gelu(body1Left)
+         var dY = at.Arena(96, 1, 2);
+         var headWeight = at.Parameter(2);
+         var body1Right = at.Arena(64, 1, 6);
+         var body1Left = at.Arena(48, 1, 6);
+         var dBody1Stacked = at.Arena(112, 1, 12);
+         device.Product<DBodyEpilogue>(dY, headWeight, new() { In0 = body1Right, In1 = body1Left, Out0 = dBody1Stacked.Slice(0, 6), Out1 = dBody1Stacked.Slice(6, 6) });
@ 58
-         // dHead.weight[2,3] = dYᵀ·body0
-         var body0 = at.Arena(32, 1, 3);
-         var dHeadWeight = at.Gradient(1);
-         device.Product(dY.T, body0, dHeadWeight);
+         // dHead.weight[2,6] = dYᵀ·body1
+         var body1 = at.Arena(80, 1, 6);
+         var dHeadWeight = at.Gradient(2);
+         device.Product(dY.T, body1, dHeadWeight);
@ 63
-         // dBody.0.weight[6,4] = dBody0Stackedᵀ·x
+         // dBody0[b,6] = dBody1Stacked·body.1.weight, dBody0Left = dBody0 ⊙ body0Right ⊙ gelu′(body0Left), dBody0Right = dBody0 ⊙ gelu(body0Left)
+         var body1Weight = at.Parameter(1);
+         var body0Right = at.Arena(16, 1, 6);
+         var body0Left = at.Arena(0, 1, 6);
+         var dBody0Stacked = at.Arena(48, 1, 12);
+         device.Product<DBodyEpilogue>(dBody1Stacked, body1Weight, new() { In0 = body0Right, In1 = body0Left, Out0 = dBody0Stacked.Slice(0, 6), Out1 = dBody0Stacked.Slice(6, 6) });
+ 
+         // dBody.1.weight[12,6] = dBody1Stackedᵀ·body0
+         var body0 = at.Arena(32, 1, 6);
+         var dBody1Weight = at.Gradient(1);
+         device.Product(dBody1Stacked.T, body0, dBody1Weight);
+ 
+         // dBody.0.weight[12,4] = dBody0Stackedᵀ·x