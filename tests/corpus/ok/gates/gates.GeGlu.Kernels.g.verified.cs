// Where GeGlu differs from Gated.
@ 9
- partial class Gated
+ partial class GeGlu
@ 11
-     /// <summary>up = l ⊙ r</summary>
+     /// <summary>up = gelu(l) ⊙ r</summary>
@ 22
-             at.Out0 = l * r;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 30
-             at.Out0 = l * r;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 57
-     /// <summary>left = l; right = r; up = l ⊙ r</summary>
+     /// <summary>left = l; right = r; up = gelu(l) ⊙ r</summary>
@ 70
-             at.Out2 = l * r;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 80
-             at.Out2 = l * r;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 84
-     /// <summary>dLeft = product ⊙ right; dRight = product ⊙ left</summary>
+     /// <summary>dLeft = product ⊙ right ⊙ gelu′(left); dRight = product ⊙ gelu(left)</summary>
@ 96
-             at.Out0 = product * right;
-             at.Out1 = product * left;
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);
@ 106
-             at.Out0 = product * right;
-             at.Out1 = product * left;
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);