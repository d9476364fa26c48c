// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late
@ 17
-         // bodyMix[b,3] = (x·Wᵀ) ⊙ (x·Vᵀ)
+         // bodyMix[b,2] = (x·Wᵀ) ⊙ (x·Vᵀ)
@ 20
-         var bodyMix = at.Arena(0, 1, 3);
+         var bodyMix = at.Arena(0, 1, 2);