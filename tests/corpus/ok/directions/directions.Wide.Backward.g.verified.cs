// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 73
-         // y[b,6] = stack2·head.weightᵀ + head.bias
+         // y[b,9] = stack2·head.weightᵀ + head.bias
@ 76
-         var y = at.Output(0, rowsPerSample: 1, columns: 6);
+         var y = at.Output(0, rowsPerSample: 1, columns: 9);
@ 79
-         // loss = cross_entropy(y, target), dY[b,6] = ∂loss/∂y
+         // loss = cross_entropy(y, target), dY[b,9] = ∂loss/∂y
@ 82
-         var dY = at.Arena(offset: 144, rowsPerSample: 1, columns: 6);
+         var dY = at.Arena(offset: 144, rowsPerSample: 1, columns: 9);
@ 91
-         // dHead.bias[6] = Σ_b dY
-         var dY = at.Arena(offset: 144, rowsPerSample: 1, columns: 6);
+         // dHead.bias[9] = Σ_b dY
+         var dY = at.Arena(offset: 144, rowsPerSample: 1, columns: 9);
@ 111
-         // dHead.weight[6,4] = dYᵀ·stack2
+         // dHead.weight[9,4] = dYᵀ·stack2