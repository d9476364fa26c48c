// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9
@ 23
-         // a[b,9] = x·a.weightᵀ
-         var x = at.Input(0, rowsPerSample: 1, columns: 12);
+         // a[b,29] = x·a.weightᵀ
+         var x = at.Input(0, rowsPerSample: 1, columns: 24);
@ 26
-         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 9);
+         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 29);
@ 29
-         // bLeft[b,4] = a·Wᵀ, bRight = a·Vᵀ, b = bLeft ⊙ bRight
+         // bLeft[b,8] = a·Wᵀ, bRight = a·Vᵀ, b = bLeft ⊙ bRight
@ 31
-         var bLeft = at.Arena(offset: 16, rowsPerSample: 1, columns: 4);
-         var bRight = at.Arena(offset: 32, rowsPerSample: 1, columns: 4);
-         var b2 = at.Arena(offset: 48, rowsPerSample: 1, columns: 4);
+         var bLeft = at.Arena(offset: 32, rowsPerSample: 1, columns: 8);
+         var bRight = at.Arena(offset: 48, rowsPerSample: 1, columns: 8);
+         var b2 = at.Arena(offset: 64, rowsPerSample: 1, columns: 8);
@ 36
-         // y[b,4] = b·c.weightᵀ
+         // y[b,8] = b·c.weightᵀ
@ 38
-         var y = at.Output(0, rowsPerSample: 1, columns: 4);
+         var y = at.Output(0, rowsPerSample: 1, columns: 8);
@ 41
-         // loss = cross_entropy(y, target), dY[b,4] = ∂loss/∂y
+         // loss = cross_entropy(y, target), dY[b,8] = ∂loss/∂y
@ 44
-         var dY = at.Arena(offset: 64, rowsPerSample: 1, columns: 4);
+         var dY = at.Arena(offset: 80, rowsPerSample: 1, columns: 8);
@ 53
-         // dB[b,4] = dY·c.weight, dBLeft = dB ⊙ bRight, dBRight = dB ⊙ bLeft
-         var dY = at.Arena(offset: 64, rowsPerSample: 1, columns: 4);
+         // dB[b,8] = dY·c.weight, dBLeft = dB ⊙ bRight, dBRight = dB ⊙ bLeft
+         var dY = at.Arena(offset: 80, rowsPerSample: 1, columns: 8);
@ 56
-         var bRight = at.Arena(offset: 32, rowsPerSample: 1, columns: 4);
-         var bLeft = at.Arena(offset: 16, rowsPerSample: 1, columns: 4);
-         var dBStacked = at.Arena(offset: 80, rowsPerSample: 1, columns: 8);
+         var bRight = at.Arena(offset: 48, rowsPerSample: 1, columns: 8);
+         var bLeft = at.Arena(offset: 32, rowsPerSample: 1, columns: 8);
+         var dBStacked = at.Arena(offset: 96, rowsPerSample: 1, columns: 16);
@ 63
-             Out0 = dBStacked.Slice(start: 0, count: 4),
-             Out1 = dBStacked.Slice(start: 4, count: 4),
+             Out0 = dBStacked.Slice(start: 0, count: 8),
+             Out1 = dBStacked.Slice(start: 8, count: 8),
@ 67
-         // dC.weight[4,4] = dYᵀ·b
-         var b2 = at.Arena(offset: 48, rowsPerSample: 1, columns: 4);
+         // dC.weight[8,8] = dYᵀ·b
+         var b2 = at.Arena(offset: 64, rowsPerSample: 1, columns: 8);
@ 72
-         // dA[b,9] = dBStacked·b.weight
+         // dA[b,29] = dBStacked·b.weight
@ 74
-         var dA = at.Arena(offset: 16, rowsPerSample: 1, columns: 9);
+         var dA = at.Arena(offset: 32, rowsPerSample: 1, columns: 29);
@ 77
-         // dB.weight[8,9] = dBStackedᵀ·a
-         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 9);
+         // dB.weight[16,29] = dBStackedᵀ·a
+         var a = at.Arena(offset: 0, rowsPerSample: 1, columns: 29);
@ 82
-         // dA.weight[9,12] = dAᵀ·x
-         var x = at.Input(0, rowsPerSample: 1, columns: 12);
+         // dA.weight[29,24] = dAᵀ·x
+         var x = at.Input(0, rowsPerSample: 1, columns: 24);