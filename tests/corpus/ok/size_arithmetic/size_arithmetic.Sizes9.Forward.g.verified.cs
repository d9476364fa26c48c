// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9
@ 17
-         // a[b,9] = x·a.weightᵀ
-         var x = at.Input(0, 1, 12);
+         // a[b,29] = x·a.weightᵀ
+         var x = at.Input(0, 1, 24);
@ 20
-         var a = at.Arena(0, 1, 9);
+         var a = at.Arena(0, 1, 29);
@ 23
-         // b[b,4] = (a·Wᵀ) ⊙ (a·Vᵀ)
+         // b[b,8] = (a·Wᵀ) ⊙ (a·Vᵀ)
@ 25
-         var b2 = at.Arena(16, 1, 4);
+         var b2 = at.Arena(32, 1, 8);
@ 28
-         // y[b,4] = b·c.weightᵀ
+         // y[b,8] = b·c.weightᵀ
@ 30
-         var y = at.Output(0, 1, 4);
+         var y = at.Output(0, 1, 8);