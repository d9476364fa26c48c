// Where Constant differs from Base.
@ 9
- partial class Base
+ partial class Constant