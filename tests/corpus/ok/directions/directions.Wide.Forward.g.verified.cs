// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 54
-         // y[b,6] = stack2·head.weightᵀ + head.bias
+         // y[b,9] = stack2·head.weightᵀ + head.bias
@ 57
-         var y = at.Output(0, rowsPerSample: 1, columns: 6);
+         var y = at.Output(0, rowsPerSample: 1, columns: 9);