// Where Bilinear656K differs from TinyStories656K.
@ 9
- partial class TinyStories656K
+ partial class Bilinear656K
@ 82
-         // stack0UpLeft[512b,384] = stack0Norm2·Wᵀ, stack0UpRight = stack0Norm2·Vᵀ, stack0Up = silu(stack0UpLeft) ⊙ stack0UpRight
+         // stack0UpLeft[512b,384] = stack0Norm2·Wᵀ, stack0UpRight = stack0Norm2·Vᵀ, stack0Up = stack0UpLeft ⊙ stack0UpRight
@ 152
-         // stack1UpLeft[512b,384] = stack1Norm2·Wᵀ, stack1UpRight = stack1Norm2·Vᵀ, stack1Up = silu(stack1UpLeft) ⊙ stack1UpRight
+         // stack1UpLeft[512b,384] = stack1Norm2·Wᵀ, stack1UpRight = stack1Norm2·Vᵀ, stack1Up = stack1UpLeft ⊙ stack1UpRight
@ 207
-         // stack1UpAgain = silu(stack1UpLeft) ⊙ stack1UpRight,
-         // dStack1UpLeft = dStack1Up ⊙ stack1UpRight ⊙ silu′(stack1UpLeft),
-         // dStack1UpRight = dStack1Up ⊙ silu(stack1UpLeft)
+         // stack1UpAgain = stack1UpLeft ⊙ stack1UpRight,
+         // dStack1UpLeft = dStack1Up ⊙ stack1UpRight,
+         // dStack1UpRight = dStack1Up ⊙ stack1UpLeft
@ 360
-         // stack0UpAgain = silu(stack0UpLeft) ⊙ stack0UpRight,
-         // dStack0UpLeft = dStack0Up ⊙ stack0UpRight ⊙ silu′(stack0UpLeft),
-         // dStack0UpRight = dStack0Up ⊙ silu(stack0UpLeft)
+         // stack0UpAgain = stack0UpLeft ⊙ stack0UpRight,
+         // dStack0UpLeft = dStack0Up ⊙ stack0UpRight,
+         // dStack0UpRight = dStack0Up ⊙ stack0UpLeft