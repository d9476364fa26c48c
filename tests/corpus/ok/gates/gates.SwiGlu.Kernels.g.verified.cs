// Where SwiGlu differs from Gated.
@ 9
- partial class Gated
+ partial class SwiGlu
@ 11
-     /// <summary>up = l ⊙ r</summary>
+     /// <summary>up = silu(l) ⊙ r</summary>
@ 24
-             at.Out0 = l * r;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
@ 45
-     /// <summary>left = l; right = r; up = l ⊙ r</summary>
+     /// <summary>left = l; right = r; up = silu(l) ⊙ r</summary>
@ 60
-             at.Out2 = l * r;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
@ 64
-     /// <summary>dLeft = product ⊙ right; dRight = product ⊙ left</summary>
+     /// <summary>dLeft = product ⊙ right ⊙ silu′(left); dRight = product ⊙ silu(left)</summary>
@ 78
-             at.Out0 = product * right;
-             at.Out1 = product * left;
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.SiluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Silu(left);