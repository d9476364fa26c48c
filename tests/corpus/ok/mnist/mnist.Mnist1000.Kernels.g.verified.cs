// Where Mnist1000 differs from Mnist.
@ 9
- partial class Mnist
+ partial class Mnist1000