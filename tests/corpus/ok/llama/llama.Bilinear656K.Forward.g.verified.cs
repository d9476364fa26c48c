// Where Bilinear656K differs from TinyStories656K.
@ 9
- partial class TinyStories656K
+ partial class Bilinear656K
@ 73
-         // stack0Up[512b,384] = silu(stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
+         // stack0Up[512b,384] = (stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
@ 134
-         // stack1Up[512b,384] = silu(stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)
+         // stack1Up[512b,384] = (stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)
@ 216
-         // stack0Up[512b,384] = silu(stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
+         // stack0Up[512b,384] = (stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
@ 277
-         // stack1Up[512b,384] = silu(stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)
+         // stack1Up[512b,384] = (stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)
@ 360
-         // stack0Up[512b,384] = silu(stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
+         // stack0Up[512b,384] = (stack0Norm2·Wᵀ) ⊙ (stack0Norm2·Vᵀ)
@ 421
-         // stack1Up[512b,384] = silu(stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)
+         // stack1Up[512b,384] = (stack1Norm2·Wᵀ) ⊙ (stack1Norm2·Vᵀ)