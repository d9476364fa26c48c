// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide
@ 36
-         // y[b,6] = stack2·head.weightᵀ + head.bias
+         // y[b,9] = stack2·head.weightᵀ + head.bias
@ 39
-         var y = at.Output(0, 1, 6);
+         var y = at.Output(0, 1, 9);