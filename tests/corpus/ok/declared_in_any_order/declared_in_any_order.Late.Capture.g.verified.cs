// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late
@ 19
-         /// <summary>The value of body.mix, f32[3] for each sample.</summary>
+         /// <summary>The value of body.mix, f32[2] for each sample.</summary>
@ 22
-         /// <summary>The value of body, f32[3] for each sample.</summary>
+         /// <summary>The value of body, f32[2] for each sample.</summary>
@ 36
-         // bodyMix[b,3] = (x·Wᵀ) ⊙ (x·Vᵀ)
+         // bodyMix[b,2] = (x·Wᵀ) ⊙ (x·Vᵀ)
@ 39
-         var bodyMix = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
+         var bodyMix = at.Arena(offset: 0, rowsPerSample: 1, columns: 2);