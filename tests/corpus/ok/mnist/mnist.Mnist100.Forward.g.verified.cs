// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100
@ 16
-         // embed[b,300] = image·embed.weightᵀ
+         // embed[b,100] = image·embed.weightᵀ
@ 19
-         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 300);
+         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 100);
@ 22
-         // body[b,300] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
+         // body[b,100] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
@ 24
-         var body = at.Arena(offset: 304, rowsPerSample: 1, columns: 300);
+         var body = at.Arena(offset: 112, rowsPerSample: 1, columns: 100);