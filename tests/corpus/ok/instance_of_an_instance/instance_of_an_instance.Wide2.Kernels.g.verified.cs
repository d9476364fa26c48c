// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 11
-     /// <summary>body = silu(l) ⊙ r</summary>
+     /// <summary>body = gelu(l) ⊙ r</summary>
@ 24
-             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 28
-     /// <summary>left = l; right = r; body = silu(l) ⊙ r</summary>
+     /// <summary>left = l; right = r; body = gelu(l) ⊙ r</summary>
@ 43
-             at.Out2 = global::Bilinear.Kernels.Pointwise.Silu(l) * r;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(l) * r;
@ 47
-     /// <summary>dLeft = product ⊙ right ⊙ silu′(left); dRight = product ⊙ silu(left)</summary>
+     /// <summary>dLeft = product ⊙ right ⊙ gelu′(left); dRight = product ⊙ gelu(left)</summary>
@ 61
-             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.SiluDerivative(left);
-             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Silu(left);
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);