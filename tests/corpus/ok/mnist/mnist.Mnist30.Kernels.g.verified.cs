// Where Mnist30 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist30