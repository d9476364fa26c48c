// Where Mnist30 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist30
@ 16
-         // embed[b,300] = image·embed.weightᵀ
+         // embed[b,30] = image·embed.weightᵀ
@ 19
-         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 300);
+         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 30);
@ 22
-         // body[b,300] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
+         // body[b,30] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
@ 24
-         var body = at.Arena(offset: 304, rowsPerSample: 1, columns: 300);
+         var body = at.Arena(offset: 32, rowsPerSample: 1, columns: 30);