// Where Mnist1000 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist1000
@ 16
-         // embed[b,300] = image·embed.weightᵀ
+         // embed[b,1000] = image·embed.weightᵀ
@ 19
-         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 300);
+         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 1000);
@ 22
-         // body[b,300] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
+         // body[b,1000] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
@ 24
-         var body = at.Arena(offset: 304, rowsPerSample: 1, columns: 300);
+         var body = at.Arena(offset: 1008, rowsPerSample: 1, columns: 1000);