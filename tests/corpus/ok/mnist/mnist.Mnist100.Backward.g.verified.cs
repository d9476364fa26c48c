// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100
@ 29
-         // embed[b,300] = embedNoisy·embed.weightᵀ
+         // embed[b,100] = embedNoisy·embed.weightᵀ
@ 31
-         var embed = at.Arena(784, 1, 300);
+         var embed = at.Arena(784, 1, 100);
@ 34
-         // bodyNoisy[b,300] = embed + 0.33·std(embed)·n
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // bodyNoisy[b,100] = embed + 0.33·std(embed)·n
+         var bodyNoisy = at.Arena(896, 1, 100);
@ 38
-         // bodyLeft[b,300] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
+         // bodyLeft[b,100] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
@ 40
-         var bodyLeft = at.Arena(784, 1, 300);
-         var bodyRight = at.Arena(1392, 1, 300);
-         var body = at.Arena(1696, 1, 300);
+         var bodyLeft = at.Arena(784, 1, 100);
+         var bodyRight = at.Arena(1008, 1, 100);
+         var body = at.Arena(1120, 1, 100);
@ 45
-         // headNoisy[b,300] = body + 0.33·std(body)·n
-         var headNoisy = at.Arena(2000, 1, 300);
+         // headNoisy[b,100] = body + 0.33·std(body)·n
+         var headNoisy = at.Arena(1232, 1, 100);
@ 57
-         var dDigit = at.Arena(1696, 1, 10);
+         var dDigit = at.Arena(1120, 1, 10);
@ 67
-         // dHeadNoisy[b,300] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
-         var dDigit = at.Arena(1696, 1, 10);
+         // dHeadNoisy[b,100] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
+         var dDigit = at.Arena(1120, 1, 10);
@ 70
-         var bodyRight = at.Arena(1392, 1, 300);
-         var bodyLeft = at.Arena(784, 1, 300);
-         var dBodyStacked = at.Arena(2304, 1, 600);
-         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 300), Out1 = dBodyStacked.Slice(300, 300) });
+         var bodyRight = at.Arena(1008, 1, 100);
+         var bodyLeft = at.Arena(784, 1, 100);
+         var dBodyStacked = at.Arena(1344, 1, 200);
+         device.Product<DHeadEpilogue>(dDigit, headWeight, new() { In0 = bodyRight, In1 = bodyLeft, Out0 = dBodyStacked.Slice(0, 100), Out1 = dBodyStacked.Slice(100, 100) });
@ 75
-         // dHead.weight[10,300] = dDigitᵀ·headNoisy
-         var headNoisy = at.Arena(2000, 1, 300);
+         // dHead.weight[10,100] = dDigitᵀ·headNoisy
+         var headNoisy = at.Arena(1232, 1, 100);
@ 80
-         // dBodyNoisy[b,300] = dBodyStacked·body.weight
+         // dBodyNoisy[b,100] = dBodyStacked·body.weight
@ 82
-         var dBodyNoisy = at.Arena(784, 1, 300);
+         var dBodyNoisy = at.Arena(784, 1, 100);
@ 85
-         // dBody.weight[600,300] = dBodyStackedᵀ·bodyNoisy
-         var bodyNoisy = at.Arena(1088, 1, 300);
+         // dBody.weight[200,100] = dBodyStackedᵀ·bodyNoisy
+         var bodyNoisy = at.Arena(896, 1, 100);
@ 90
-         // dEmbed.weight[300,784] = dBodyNoisyᵀ·embedNoisy
+         // dEmbed.weight[100,784] = dBodyNoisyᵀ·embedNoisy