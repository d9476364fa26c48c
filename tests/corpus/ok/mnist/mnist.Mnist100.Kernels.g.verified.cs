// Where Mnist100 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist100