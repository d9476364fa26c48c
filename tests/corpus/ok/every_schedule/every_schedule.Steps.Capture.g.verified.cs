// Where Steps differs from Base.
@ 9
- partial class Base
+ partial class Steps