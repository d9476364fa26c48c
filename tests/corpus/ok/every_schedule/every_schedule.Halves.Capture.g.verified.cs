// Where Halves differs from Base.
@ 9
- partial class Base
+ partial class Halves