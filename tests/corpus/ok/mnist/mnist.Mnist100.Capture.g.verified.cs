// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100
@ 19
-         /// <summary>The value of embed, f32[300] for each sample.</summary>
+         /// <summary>The value of embed, f32[100] for each sample.</summary>
@ 22
-         /// <summary>The value of body, f32[300] for each sample.</summary>
+         /// <summary>The value of body, f32[100] for each sample.</summary>
@ 36
-         // embed[b,300] = image·embed.weightᵀ
+         // embed[b,100] = image·embed.weightᵀ
@ 39
-         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 300);
+         var embed = at.Arena(offset: 0, rowsPerSample: 1, columns: 100);
@ 43
-         // body[b,300] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
+         // body[b,100] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
@ 45
-         var body = at.Arena(offset: 304, rowsPerSample: 1, columns: 300);
+         var body = at.Arena(offset: 112, rowsPerSample: 1, columns: 100);