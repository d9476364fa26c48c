// Where Slow differs from Line.
@ 9
- partial class Line
+ partial class Slow