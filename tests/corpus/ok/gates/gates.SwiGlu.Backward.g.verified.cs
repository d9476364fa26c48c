// Where SwiGlu differs from Gated.
@ 9
- partial class Gated
+ partial class SwiGlu
@ 33
-         // body0UpLeft[b,512] = body0Rmsnorm·Wᵀ, body0UpRight = body0Rmsnorm·Vᵀ, body0Up = body0UpLeft ⊙ body0UpRight
+         // body0UpLeft[b,512] = body0Rmsnorm·Wᵀ, body0UpRight = body0Rmsnorm·Vᵀ, body0Up = silu(body0UpLeft) ⊙ body0UpRight
@ 54
-         // body1UpLeft[b,512] = body1Rmsnorm·Wᵀ, body1UpRight = body1Rmsnorm·Vᵀ, body1Up = body1UpLeft ⊙ body1UpRight
+         // body1UpLeft[b,512] = body1Rmsnorm·Wᵀ, body1UpRight = body1Rmsnorm·Vᵀ, body1Up = silu(body1UpLeft) ⊙ body1UpRight
@ 108
-         // dBody1Up[b,512] = dBody1·body.1.down.weight, dBody1UpLeft = dBody1Up ⊙ body1UpRight, dBody1UpRight = dBody1Up ⊙ body1UpLeft
+         // dBody1Up[b,512] = dBody1·body.1.down.weight,
+         // dBody1UpLeft = dBody1Up ⊙ body1UpRight ⊙ silu′(body1UpLeft),
+         // dBody1UpRight = dBody1Up ⊙ silu(body1UpLeft)
@ 141
-         // dBody0Up[b,512] = dBody0·body.0.down.weight, dBody0UpLeft = dBody0Up ⊙ body0UpRight, dBody0UpRight = dBody0Up ⊙ body0UpLeft
+         // dBody0Up[b,512] = dBody0·body.0.down.weight,
+         // dBody0UpLeft = dBody0Up ⊙ body0UpRight ⊙ silu′(body0UpLeft),
+         // dBody0UpRight = dBody0Up ⊙ silu(body0UpLeft)