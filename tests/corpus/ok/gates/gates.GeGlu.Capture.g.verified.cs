// Where GeGlu differs from Gated.
@ 9
- partial class Gated
+ partial class GeGlu
@ 75
-         // body0Up[b,512] = (body0Rmsnorm·Wᵀ) ⊙ (body0Rmsnorm·Vᵀ)
+         // body0Up[b,512] = gelu(body0Rmsnorm·Wᵀ) ⊙ (body0Rmsnorm·Vᵀ)
@ 97
-         // body1Up[b,512] = (body1Rmsnorm·Wᵀ) ⊙ (body1Rmsnorm·Vᵀ)
+         // body1Up[b,512] = gelu(body1Rmsnorm·Wᵀ) ⊙ (body1Rmsnorm·Vᵀ)