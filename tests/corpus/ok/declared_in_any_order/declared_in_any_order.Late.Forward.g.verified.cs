// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late
@ 16
-         // bodyMix[b,3] = (x·Wᵀ) ⊙ (x·Vᵀ)
+         // bodyMix[b,2] = (x·Wᵀ) ⊙ (x·Vᵀ)
@ 19
-         var bodyMix = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
+         var bodyMix = at.Arena(offset: 0, rowsPerSample: 1, columns: 2);