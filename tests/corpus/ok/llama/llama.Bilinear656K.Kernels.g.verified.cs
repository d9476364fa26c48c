// Where Bilinear656K differs from TinyStories656K.
@ 9
- partial class TinyStories656K
+ partial class Bilinear656K
@ 45
-     /// <summary>up = silu(l) ⊙ r</summary>
+     /// <summary>up = l ⊙ r</summary>
@ 58
-             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
+             at.Out0 = l * r;
@ 62
-     /// <summary>left = l; right = r; up = silu(l) ⊙ r</summary>
+     /// <summary>left = l; right = r; up = l ⊙ r</summary>
@ 77
-             at.Out2 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
+             at.Out2 = l * r;
@ 115
-     /// <summary>again = silu(left) ⊙ right; dLeft = product ⊙ right ⊙ silu′(left); dRight = product ⊙ silu(left)</summary>
+     /// <summary>again = left ⊙ right; dLeft = product ⊙ right; dRight = product ⊙ left</summary>
@ 129
-             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(left) * right;
-             at.Out1 = product * right * global::Bilinear.Kernels.Pointwise.SiluDerivative(left);
-             at.Out2 = product * global::Bilinear.Kernels.Pointwise.Silu(left);
+             at.Out0 = left * right;
+             at.Out1 = product * right;
+             at.Out2 = product * left;