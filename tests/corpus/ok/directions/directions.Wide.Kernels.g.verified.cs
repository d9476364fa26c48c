// Where Wide differs from Deep.
@ 9
- partial class Deep
+ partial class Wide