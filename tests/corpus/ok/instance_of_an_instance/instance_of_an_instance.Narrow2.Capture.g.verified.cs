// Where Narrow2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Narrow2
@ 22
+         /// <summary>The value of body.1, f32[3] for each sample.</summary>
+         public global::Bilinear.Training.Activation Body1 => At(1);
+ 
@ 23
-         public global::Bilinear.Training.Activation Body => At(0);
+         public global::Bilinear.Training.Activation Body => At(1);
@ 26
-         public global::Bilinear.Training.Activation Head => At(1);
+         public global::Bilinear.Training.Activation Head => At(2);
@ 43
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1[b,3] = silu(body0·Wᵀ) ⊙ (body0·Vᵀ)
+         var body1Weight = at.Parameter(1);
+         var body1 = at.Arena(offset: 16, rowsPerSample: 1, columns: 3);
+         device.DualProduct<BodyEpilogue>(body0, body1Weight.T, new() { Out0 = body1 });
+         at.Layer(1, body1);
+ 
+         // y[b,2] = body1·head.weightᵀ
+         var headWeight = at.Parameter(2);
@ 46
-         device.Product(body0, headWeight.T, y);
-         at.Layer(1, y);
+         device.Product(body1, headWeight.T, y);
+         at.Layer(2, y);