// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9
@ 24
-         // a[b,9] = x·a.weightᵀ
-         var x = at.Input(0, 1, 12);
+         // a[b,29] = x·a.weightᵀ
+         var x = at.Input(0, 1, 24);
@ 27
-         var a = at.Arena(0, 1, 9);
+         var a = at.Arena(0, 1, 29);
@ 30
-         // bLeft[b,4] = a·Wᵀ, bRight = a·Vᵀ, b = bLeft ⊙ bRight
+         // bLeft[b,8] = a·Wᵀ, bRight = a·Vᵀ, b = bLeft ⊙ bRight
@ 32
-         var bLeft = at.Arena(16, 1, 4);
-         var bRight = at.Arena(32, 1, 4);
-         var b2 = at.Arena(48, 1, 4);
+         var bLeft = at.Arena(32, 1, 8);
+         var bRight = at.Arena(48, 1, 8);
+         var b2 = at.Arena(64, 1, 8);
@ 37
-         // y[b,4] = b·c.weightᵀ
+         // y[b,8] = b·c.weightᵀ
@ 39
-         var y = at.Output(0, 1, 4);
+         var y = at.Output(0, 1, 8);
@ 42
-         // loss = cross_entropy(y, target), dY[b,4] = ∂loss/∂y
+         // loss = cross_entropy(y, target), dY[b,8] = ∂loss/∂y
@ 45
-         var dY = at.Arena(64, 1, 4);
+         var dY = at.Arena(80, 1, 8);
@ 55
-         // dB[b,4] = dY·c.weight, dBLeft = dB ⊙ bRight, dBRight = dB ⊙ bLeft
-         var dY = at.Arena(64, 1, 4);
+         // dB[b,8] = dY·c.weight, dBLeft = dB ⊙ bRight, dBRight = dB ⊙ bLeft
+         var dY = at.Arena(80, 1, 8);
@ 58
-         var bRight = at.Arena(32, 1, 4);
-         var bLeft = at.Arena(16, 1, 4);
-         var dBStacked = at.Arena(80, 1, 8);
-         device.Product<DBEpilogue>(dY, cWeight, new() { In0 = bRight, In1 = bLeft, Out0 = dBStacked.Slice(0, 4), Out1 = dBStacked.Slice(4, 4) });
+         var bRight = at.Arena(48, 1, 8);
+         var bLeft = at.Arena(32, 1, 8);
+         var dBStacked = at.Arena(96, 1, 16);
+         device.Product<DBEpilogue>(dY, cWeight, new() { In0 = bRight, In1 = bLeft, Out0 = dBStacked.Slice(0, 8), Out1 = dBStacked.Slice(8, 8) });
@ 63
-         // dC.weight[4,4] = dYᵀ·b
-         var b2 = at.Arena(48, 1, 4);
+         // dC.weight[8,8] = dYᵀ·b
+         var b2 = at.Arena(64, 1, 8);
@ 68
-         // dA[b,9] = dBStacked·b.weight
+         // dA[b,29] = dBStacked·b.weight
@ 70
-         var dA = at.Arena(16, 1, 9);
+         var dA = at.Arena(32, 1, 29);
@ 73
-         // dB.weight[8,9] = dBStackedᵀ·a
-         var a = at.Arena(0, 1, 9);
+         // dB.weight[16,29] = dBStackedᵀ·a
+         var a = at.Arena(0, 1, 29);
@ 78
-         // dA.weight[9,12] = dAᵀ·x
-         var x = at.Input(0, 1, 12);
+         // dA.weight[29,24] = dAᵀ·x
+         var x = at.Input(0, 1, 24);