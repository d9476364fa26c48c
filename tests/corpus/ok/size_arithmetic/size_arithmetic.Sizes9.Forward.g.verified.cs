// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9
@ 16
-         // a[b,9] = x·a.weightᵀ
-         var x = at.Input(0, rowsPerSample: 1, columns: 12);
+         // a[b,29] = x·a.weightᵀ
+         var x = at.Input(0, rowsPerSample: 1, columns: 24);
@ 19
-         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 9);
+         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 29);
@ 22
-         // b[b,4] = (a·Wᵀ) ⊙ (a·Vᵀ)
+         // b[b,8] = (a·Wᵀ) ⊙ (a·Vᵀ)
@ 24
-         var b2 = at.Arena(offset: 16, rowsPerSample: 1, columns: 4);
+         var b2 = at.Arena(offset: 32, rowsPerSample: 1, columns: 8);
@ 27
-         // y[b,4] = b·c.weightᵀ
+         // y[b,8] = b·c.weightᵀ
@ 29
-         var y = at.Output(0, rowsPerSample: 1, columns: 4);
+         var y = at.Output(0, rowsPerSample: 1, columns: 8);