// Where GeGlu differs from Gated.
@ 9
- partial class Gated
+ partial class GeGlu
@ 11
-     /// <summary>up = l ⊙ r</summary>
+     /// <summary>up = gelu(l) ⊙ r</summary>
@ 22
-             at.Out0 = left * right;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 29
-             at.Out0 = left * right;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 55
-     /// <summary>left = l; right = r; up = l ⊙ r</summary>
+     /// <summary>left = l; right = r; up = gelu(l) ⊙ r</summary>
@ 68
-             at.Out2 = left * right;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 77
-             at.Out2 = left * right;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 81
-     /// <summary>dLeft = l ⊙ right; dRight = l ⊙ left</summary>
+     /// <summary>dLeft = l ⊙ right ⊙ gelu′(left); dRight = l ⊙ gelu(left)</summary>
@ 93
-             at.Out0 = product * right;
-             at.Out1 = product * left;
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);
@ 102
-             at.Out0 = product * right;
-             at.Out1 = product * left;
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);