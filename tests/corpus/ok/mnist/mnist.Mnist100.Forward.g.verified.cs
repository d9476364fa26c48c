// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100
@ 17
-         // embed[b,300] = image·embed.weightᵀ
+         // embed[b,100] = image·embed.weightᵀ
@ 20
-         var embed = at.Arena(0, 1, 300);
+         var embed = at.Arena(0, 1, 100);
@ 23
-         // body[b,300] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
+         // body[b,100] = (embed·Wᵀ) ⊙ (embed·Vᵀ)
@ 25
-         var body = at.Arena(304, 1, 300);
+         var body = at.Arena(112, 1, 100);