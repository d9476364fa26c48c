// Where Mnist1000 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist1000
@ 29
-         // embed[b,300] = embedNoisy·embed.weightᵀ
+         // embed[b,1000] = embedNoisy·embed.weightᵀ
@ 31
-         var embed = at.Arena(784, 1, 300);
+         var embed = at.Arena(784, 1, 1000);
@ 34
-         // bodyNoisy[b,300] = embed + 0.33·std(embed)·n
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // bodyNoisy[b,1000] = embed + 0.33·std(embed)·n
+         var bodyNoisy = at.Arena(1792, 1, 1000);
@ 38
-         // bodyLeft[b,300] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
+         // bodyLeft[b,1000] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
@ 40
-         var bodyLeft = at.Arena(784, 1, 300);
-         var bodyRight = at.Arena(1392, 1, 300);
-         var body = at.Arena(1696, 1, 300);
+         var bodyLeft = at.Arena(784, 1, 1000);
+         var bodyRight = at.Arena(2800, 1, 1000);
+         var body = at.Arena(3808, 1, 1000);
@ 45
-         // headNoisy[b,300] = body + 0.33·std(body)·n
-         var headNoisy = at.Arena(2000, 1, 300);
+         // headNoisy[b,1000] = body + 0.33·std(body)·n
+         var headNoisy = at.Arena(4816, 1, 1000);
@ 57
-         var dDigit = at.Arena(1696, 1, 10);
+         var dDigit = at.Arena(3808, 1, 10);
@ 67
-         // dHeadNoisy[b,300] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
-         var dDigit = at.Arena(1696, 1, 10);
+         // dHeadNoisy[b,1000] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
+         var dDigit = at.Arena(3808, 1, 10);
@ 70
-         var bodyRight = at.Arena(1392, 1, 300);
-         var bodyLeft = at.Arena(784, 1, 300);
-         var dBodyStacked = at.Arena(2304, 1, 600);
-         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 300), Out1 = dBodyStacked.Slice(300, 300) });
+         var bodyRight = at.Arena(2800, 1, 1000);
+         var bodyLeft = at.Arena(784, 1, 1000);
+         var dBodyStacked = at.Arena(5824, 1, 2000);
+         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 1000), Out1 = dBodyStacked.Slice(1000, 1000) });
@ 75
-         // dHead.weight[10,300] = dDigitᵀ·headNoisy
-         var headNoisy = at.Arena(2000, 1, 300);
+         // dHead.weight[10,1000] = dDigitᵀ·headNoisy
+         var headNoisy = at.Arena(4816, 1, 1000);
@ 80
-         // dBodyNoisy[b,300] = dBodyStacked·body.weight
+         // dBodyNoisy[b,1000] = dBodyStacked·body.weight
@ 82
-         var dBodyNoisy = at.Arena(784, 1, 300);
+         var dBodyNoisy = at.Arena(784, 1, 1000);
@ 85
-         // dBody.weight[600,300] = dBodyStackedᵀ·bodyNoisy
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // dBody.weight[2000,1000] = dBodyStackedᵀ·bodyNoisy
+         var bodyNoisy = at.Arena(1792, 1, 1000);
@ 90
-         // dEmbed.weight[300,784] = dBodyNoisyᵀ·embedNoisy
+         // dEmbed.weight[1000,784] = dBodyNoisyᵀ·embedNoisy