// Where Mnist30 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist30
@ 29
-         // embed[b,300] = embedNoisy·embed.weightᵀ
+         // embed[b,30] = embedNoisy·embed.weightᵀ
@ 31
-         var embed = at.Arena(784, 1, 300);
+         var embed = at.Arena(784, 1, 30);
@ 34
-         // bodyNoisy[b,300] = embed + 0.33·std(embed)·n
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // bodyNoisy[b,30] = embed + 0.33·std(embed)·n
+         var bodyNoisy = at.Arena(816, 1, 30);
@ 38
-         // bodyLeft[b,300] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
+         // bodyLeft[b,30] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
@ 40
-         var bodyLeft = at.Arena(784, 1, 300);
-         var bodyRight = at.Arena(1392, 1, 300);
-         var body = at.Arena(1696, 1, 300);
+         var bodyLeft = at.Arena(784, 1, 30);
+         var bodyRight = at.Arena(848, 1, 30);
+         var body = at.Arena(880, 1, 30);
@ 45
-         // headNoisy[b,300] = body + 0.33·std(body)·n
-         var headNoisy = at.Arena(2000, 1, 300);
+         // headNoisy[b,30] = body + 0.33·std(body)·n
+         var headNoisy = at.Arena(912, 1, 30);
@ 57
-         var dDigit = at.Arena(1696, 1, 10);
+         var dDigit = at.Arena(880, 1, 10);
@ 67
-         // dHeadNoisy[b,300] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
-         var dDigit = at.Arena(1696, 1, 10);
+         // dHeadNoisy[b,30] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
+         var dDigit = at.Arena(880, 1, 10);
@ 70
-         var bodyRight = at.Arena(1392, 1, 300);
-         var bodyLeft = at.Arena(784, 1, 300);
-         var dBodyStacked = at.Arena(2304, 1, 600);
-         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 300), Out1 = dBodyStacked.Slice(300, 300) });
+         var bodyRight = at.Arena(848, 1, 30);
+         var bodyLeft = at.Arena(784, 1, 30);
+         var dBodyStacked = at.Arena(944, 1, 60);
+         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 30), Out1 = dBodyStacked.Slice(30, 30) });
@ 75
-         // dHead.weight[10,300] = dDigitᵀ·headNoisy
-         var headNoisy = at.Arena(2000, 1, 300);
+         // dHead.weight[10,30] = dDigitᵀ·headNoisy
+         var headNoisy = at.Arena(912, 1, 30);
@ 80
-         // dBodyNoisy[b,300] = dBodyStacked·body.weight
+         // dBodyNoisy[b,30] = dBodyStacked·body.weight
@ 82
-         var dBodyNoisy = at.Arena(784, 1, 300);
+         var dBodyNoisy = at.Arena(784, 1, 30);
@ 85
-         // dBody.weight[600,300] = dBodyStackedᵀ·bodyNoisy
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // dBody.weight[60,30] = dBodyStackedᵀ·bodyNoisy
+         var bodyNoisy = at.Arena(816, 1, 30);
@ 90
-         // dEmbed.weight[300,784] = dBodyNoisyᵀ·embedNoisy
+         // dEmbed.weight[30,784] = dBodyNoisyᵀ·embedNoisy