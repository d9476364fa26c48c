// Where Wide2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Wide2
@ 19
-         /// <summary>The value of body.0, f32[3] for each sample.</summary>
+         /// <summary>The value of body.0, f32[6] for each sample.</summary>
@ 22
-         /// <summary>The value of body, f32[3] for each sample.</summary>
-         public global::Bilinear.Training.Activation Body => At(0);
+         /// <summary>The value of body.1, f32[6] for each sample.</summary>
+         public global::Bilinear.Training.Activation Body1 => At(1);
@ 25
+         /// <summary>The value of body, f32[6] for each sample.</summary>
+         public global::Bilinear.Training.Activation Body => At(1);
+ 
@ 26
-         public global::Bilinear.Training.Activation Head => At(1);
+         public global::Bilinear.Training.Activation Head => At(2);
@ 36
-         // body0[b,3] = silu(x·Wᵀ) ⊙ (x·Vᵀ)
+         // body0[b,6] = gelu(x·Wᵀ) ⊙ (x·Vᵀ)
@ 39
-         var body0 = at.Arena(offset: 0, rowsPerSample: 1, columns: 3);
+         var body0 = at.Arena(offset: 0, rowsPerSample: 1, columns: 6);
@ 43
-         // y[b,2] = body0·head.weightᵀ
-         var headWeight = at.Parameter(1);
+         // body1[b,6] = gelu(body0·Wᵀ) ⊙ (body0·Vᵀ)
+         var body1Weight = at.Parameter(1);
+         var body1 = at.Arena(offset: 16, rowsPerSample: 1, columns: 6);
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