// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late
@ 23
-         // bodyMixLeft[b,3] = x·Wᵀ, bodyMixRight = x·Vᵀ, bodyMix = bodyMixLeft ⊙ bodyMixRight
+         // bodyMixLeft[b,2] = x·Wᵀ, bodyMixRight = x·Vᵀ, bodyMix = bodyMixLeft ⊙ bodyMixRight
@ 26
-         var bodyMixLeft = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
-         var bodyMixRight = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
-         var bodyMix = at.Arena(offset: 32, rowsPerSample: 1, columns: 3);
+         var bodyMixLeft = at.Arena(offset: 0, rowsPerSample: 1, columns: 2);
+         var bodyMixRight = at.Arena(offset: 16, rowsPerSample: 1, columns: 2);
+         var bodyMix = at.Arena(offset: 32, rowsPerSample: 1, columns: 2);
@ 48
-         // dBodyMix[b,3] = dY·head.weight, dBodyMixLeft = dBodyMix ⊙ bodyMixRight, dBodyMixRight = dBodyMix ⊙ bodyMixLeft
+         // dBodyMix[b,2] = dY·head.weight, dBodyMixLeft = dBodyMix ⊙ bodyMixRight, dBodyMixRight = dBodyMix ⊙ bodyMixLeft
@ 51
-         var bodyMixRight = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
-         var bodyMixLeft = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
-         var dBodyMixStacked = at.Arena(offset: 64, rowsPerSample: 1, columns: 6);
+         var bodyMixRight = at.Arena(offset: 16, rowsPerSample: 1, columns: 2);
+         var bodyMixLeft = at.Arena(offset: 0, rowsPerSample: 1, columns: 2);
+         var dBodyMixStacked = at.Arena(offset: 64, rowsPerSample: 1, columns: 4);
@ 58
-             Out0 = dBodyMixStacked.Slice(start: 0, count: 3),
-             Out1 = dBodyMixStacked.Slice(start: 3, count: 3),
+             Out0 = dBodyMixStacked.Slice(start: 0, count: 2),
+             Out1 = dBodyMixStacked.Slice(start: 2, count: 2),
@ 62
-         // dHead.weight[2,3] = dYᵀ·bodyMix
-         var bodyMix = at.Arena(offset: 32, rowsPerSample: 1, columns: 3);
+         // dHead.weight[2,2] = dYᵀ·bodyMix
+         var bodyMix = at.Arena(offset: 32, rowsPerSample: 1, columns: 2);
@ 67
-         // dBody.mix.weight[6,3] = dBodyMixStackedᵀ·x
+         // dBody.mix.weight[4,3] = dBodyMixStackedᵀ·x