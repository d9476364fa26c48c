// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100
@ 34
-         // embed[b,300] = embedNoisy·embed.weightᵀ
+         // embed[b,100] = embedNoisy·embed.weightᵀ
@ 36
-         var embed = at.Arena(offset: 784, rowsPerSample: 1, columns: 300);
+         var embed = at.Arena(offset: 784, rowsPerSample: 1, columns: 100);
@ 39
-         // bodyNoisy[b,300] = embed + 0.33·std(embed)·n
-         var bodyNoisy = at.Arena(offset: 1088, rowsPerSample: 1, columns: 300);
+         // bodyNoisy[b,100] = embed + 0.33·std(embed)·n
+         var bodyNoisy = at.Arena(offset: 896, rowsPerSample: 1, columns: 100);
@ 44
-         // bodyLeft[b,300] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
+         // bodyLeft[b,100] = bodyNoisy·Wᵀ, bodyRight = bodyNoisy·Vᵀ, body = bodyLeft ⊙ bodyRight
@ 46
-         var bodyLeft = at.Arena(offset: 784, rowsPerSample: 1, columns: 300);
-         var bodyRight = at.Arena(offset: 1392, rowsPerSample: 1, columns: 300);
-         var body = at.Arena(offset: 1696, rowsPerSample: 1, columns: 300);
+         var bodyLeft = at.Arena(offset: 784, rowsPerSample: 1, columns: 100);
+         var bodyRight = at.Arena(offset: 1008, rowsPerSample: 1, columns: 100);
+         var body = at.Arena(offset: 1120, rowsPerSample: 1, columns: 100);
@ 51
-         // headNoisy[b,300] = body + 0.33·std(body)·n
-         var headNoisy = at.Arena(offset: 2000, rowsPerSample: 1, columns: 300);
+         // headNoisy[b,100] = body + 0.33·std(body)·n
+         var headNoisy = at.Arena(offset: 1232, rowsPerSample: 1, columns: 100);
@ 64
-         var dDigit = at.Arena(offset: 1696, rowsPerSample: 1, columns: 10);
+         var dDigit = at.Arena(offset: 1120, rowsPerSample: 1, columns: 10);
@ 73
-         // dHeadNoisy[b,300] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
-         var dDigit = at.Arena(offset: 1696, rowsPerSample: 1, columns: 10);
+         // dHeadNoisy[b,100] = dDigit·head.weight, dBodyLeft = dHeadNoisy ⊙ bodyRight, dBodyRight = dHeadNoisy ⊙ bodyLeft
+         var dDigit = at.Arena(offset: 1120, rowsPerSample: 1, columns: 10);
@ 76
-         var bodyRight = at.Arena(offset: 1392, rowsPerSample: 1, columns: 300);
-         var bodyLeft = at.Arena(offset: 784, rowsPerSample: 1, columns: 300);
-         var dBodyStacked = at.Arena(offset: 2304, rowsPerSample: 1, columns: 600);
+         var bodyRight = at.Arena(offset: 1008, rowsPerSample: 1, columns: 100);
+         var bodyLeft = at.Arena(offset: 784, rowsPerSample: 1, columns: 100);
+         var dBodyStacked = at.Arena(offset: 1344, rowsPerSample: 1, columns: 200);
@ 83
-             Out0 = dBodyStacked.Slice(start: 0, count: 300),
-             Out1 = dBodyStacked.Slice(start: 300, count: 300),
+             Out0 = dBodyStacked.Slice(start: 0, count: 100),
+             Out1 = dBodyStacked.Slice(start: 100, count: 100),
@ 87
-         // dHead.weight[10,300] = dDigitᵀ·headNoisy
-         var headNoisy = at.Arena(offset: 2000, rowsPerSample: 1, columns: 300);
+         // dHead.weight[10,100] = dDigitᵀ·headNoisy
+         var headNoisy = at.Arena(offset: 1232, rowsPerSample: 1, columns: 100);
@ 92
-         // dBodyNoisy[b,300] = dBodyStacked·body.weight
+         // dBodyNoisy[b,100] = dBodyStacked·body.weight
@ 94
-         var dBodyNoisy = at.Arena(offset: 784, rowsPerSample: 1, columns: 300);
+         var dBodyNoisy = at.Arena(offset: 784, rowsPerSample: 1, columns: 100);
@ 97
-         // dBody.weight[600,300] = dBodyStackedᵀ·bodyNoisy
-         var bodyNoisy = at.Arena(offset: 1088, rowsPerSample: 1, columns: 300);
+         // dBody.weight[200,100] = dBodyStackedᵀ·bodyNoisy
+         var bodyNoisy = at.Arena(offset: 896, rowsPerSample: 1, columns: 100);
@ 102
-         // dEmbed.weight[300,784] = dBodyNoisyᵀ·embedNoisy
+         // dEmbed.weight[100,784] = dBodyNoisyᵀ·embedNoisy