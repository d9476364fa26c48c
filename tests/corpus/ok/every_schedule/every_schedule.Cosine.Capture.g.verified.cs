// Where Cosine differs from Base.
@ 9
- partial class Base
+ partial class Cosine