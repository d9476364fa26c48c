// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 40
-         /// <summary>The value of head, f32[6] for each sample.</summary>
+         /// <summary>The value of head, f32[9] for each sample.</summary>
@ 104
-         // y[b,6] = stack2·head.weightᵀ + head.bias
+         // y[b,9] = stack2·head.weightᵀ + head.bias
@ 107
-         var y = at.Output(0, rowsPerSample: 1, columns: 6);
+         var y = at.Output(0, rowsPerSample: 1, columns: 9);