// Where Narrow2 differs from Narrow1.
@ 9
- partial class Narrow1
+ partial class Narrow2