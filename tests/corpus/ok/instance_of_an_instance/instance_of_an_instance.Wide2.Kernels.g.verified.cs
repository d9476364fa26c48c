// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 11
-     /// <summary>body = silu(l) ⊙ r</summary>
+     /// <summary>body = gelu(l) ⊙ r</summary>
@ 22
-             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(left) * right;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 29
-             at.Out0 = global::Bilinear.Kernels.Pointwise.Silu(left) * right;
+             at.Out0 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 33
-     /// <summary>left = l; right = r; body = silu(l) ⊙ r</summary>
+     /// <summary>left = l; right = r; body = gelu(l) ⊙ r</summary>
@ 46
-             at.Out2 = global::Bilinear.Kernels.Pointwise.Silu(left) * right;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 55
-             at.Out2 = global::Bilinear.Kernels.Pointwise.Silu(left) * right;
+             at.Out2 = global::Bilinear.Kernels.Pointwise.Gelu(left) * right;
@ 59
-     /// <summary>dLeft = l ⊙ right ⊙ silu′(left); dRight = l ⊙ silu(left)</summary>
+     /// <summary>dLeft = l ⊙ right ⊙ gelu′(left); dRight = l ⊙ gelu(left)</summary>
@ 71
-             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.SiluDerivative(left);
-             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Silu(left);
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);
@ 80
-             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.SiluDerivative(left);
-             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Silu(left);
+             at.Out0 = product * right * global::Bilinear.Kernels.Pointwise.GeluDerivative(left);
+             at.Out1 = product * global::Bilinear.Kernels.Pointwise.Gelu(left);