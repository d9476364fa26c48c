// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late
@ 24
-         // bodyMixLeft[b,3] = x·Wᵀ, bodyMixRight = x·Vᵀ, bodyMix = bodyMixLeft ⊙ bodyMixRight
+         // bodyMixLeft[b,2] = x·Wᵀ, bodyMixRight = x·Vᵀ, bodyMix = bodyMixLeft ⊙ bodyMixRight
@ 27
-         var bodyMixLeft = at.Arena(0, 1, 3);
-         var bodyMixRight = at.Arena(16, 1, 3);
-         var bodyMix = at.Arena(32, 1, 3);
+         var bodyMixLeft = at.Arena(0, 1, 2);
+         var bodyMixRight = at.Arena(16, 1, 2);
+         var bodyMix = at.Arena(32, 1, 2);
@ 50
-         // dBodyMix[b,3] = dY·head.weight, dBodyMixLeft = dBodyMix ⊙ bodyMixRight, dBodyMixRight = dBodyMix ⊙ bodyMixLeft
+         // dBodyMix[b,2] = dY·head.weight, dBodyMixLeft = dBodyMix ⊙ bodyMixRight, dBodyMixRight = dBodyMix ⊙ bodyMixLeft
@ 53
-         var bodyMixRight = at.Arena(16, 1, 3);
-         var bodyMixLeft = at.Arena(0, 1, 3);
-         var dBodyMixStacked = at.Arena(64, 1, 6);
-         device.Product<DBodyMixEpilogue>(dY, headWeight, new() { In0 = bodyMixRight, In1 = bodyMixLeft, Out0 = dBodyMixStacked.Slice(0, 3), Out1 = dBodyMixStacked.Slice(3, 3) });
+         var bodyMixRight = at.Arena(16, 1, 2);
+         var bodyMixLeft = at.Arena(0, 1, 2);
+         var dBodyMixStacked = at.Arena(64, 1, 4);
+         device.Product<DBodyMixEpilogue>(dY, headWeight, new() { In0 = bodyMixRight, In1 = bodyMixLeft, Out0 = dBodyMixStacked.Slice(0, 2), Out1 = dBodyMixStacked.Slice(2, 2) });
@ 58
-         // dHead.weight[2,3] = dYᵀ·bodyMix
-         var bodyMix = at.Arena(32, 1, 3);
+         // dHead.weight[2,2] = dYᵀ·bodyMix
+         var bodyMix = at.Arena(32, 1, 2);
@ 63
-         // dBody.mix.weight[6,3] = dBodyMixStackedᵀ·x
+         // dBody.mix.weight[4,3] = dBodyMixStackedᵀ·x