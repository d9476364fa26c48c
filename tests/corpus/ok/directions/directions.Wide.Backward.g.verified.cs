// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 49
-         // y[b,6] = stack2·head.weightᵀ + head.bias
+         // y[b,9] = stack2·head.weightᵀ + head.bias
@ 52
-         var y = at.Output(0, 1, 6);
+         var y = at.Output(0, 1, 9);
@ 55
-         // loss = cross_entropy(y, target), dY[b,6] = ∂loss/∂y
+         // loss = cross_entropy(y, target), dY[b,9] = ∂loss/∂y
@ 58
-         var dY = at.Arena(144, 1, 6);
+         var dY = at.Arena(144, 1, 9);
@ 68
-         // dHead.bias[6] = Σ_b dY
-         var dY = at.Arena(144, 1, 6);
+         // dHead.bias[9] = Σ_b dY
+         var dY = at.Arena(144, 1, 9);
@ 81
-         // dHead.weight[6,4] = dYᵀ·stack2
+         // dHead.weight[9,4] = dYᵀ·stack2