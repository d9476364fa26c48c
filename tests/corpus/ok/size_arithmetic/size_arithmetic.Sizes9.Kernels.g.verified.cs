// Where Sizes9 differs from Sizes.
@ 9
- partial class Sizes
+ partial class Sizes9