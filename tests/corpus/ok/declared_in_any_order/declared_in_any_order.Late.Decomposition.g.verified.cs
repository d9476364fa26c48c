// Where Late differs from Later.
@ 9
- partial class Later
+ partial class Late