// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9
@ 19
-         /// <summary>The value of a, f32[9] for each sample.</summary>
+         /// <summary>The value of a, f32[29] for each sample.</summary>
@ 22
-         /// <summary>The value of b, f32[4] for each sample.</summary>
+         /// <summary>The value of b, f32[8] for each sample.</summary>
@ 25
-         /// <summary>The value of c, f32[4] for each sample.</summary>
+         /// <summary>The value of c, f32[8] for each sample.</summary>
@ 36
-         // a[b,9] = x·a.weightᵀ
-         var x = at.Input(0, rowsPerSample: 1, columns: 12);
+         // a[b,29] = x·a.weightᵀ
+         var x = at.Input(0, rowsPerSample: 1, columns: 24);
@ 39
-         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 9);
+         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 29);
@ 43
-         // b[b,4] = (a·Wᵀ) ⊙ (a·Vᵀ)
+         // b[b,8] = (a·Wᵀ) ⊙ (a·Vᵀ)
@ 45
-         var b2 = at.Arena(offset: 16, rowsPerSample: 1, columns: 4);
+         var b2 = at.Arena(offset: 32, rowsPerSample: 1, columns: 8);
@ 49
-         // y[b,4] = b·c.weightᵀ
+         // y[b,8] = b·c.weightᵀ
@ 51
-         var y = at.Output(0, rowsPerSample: 1, columns: 4);
+         var y = at.Output(0, rowsPerSample: 1, columns: 8);