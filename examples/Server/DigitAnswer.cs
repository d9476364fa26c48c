namespace Server;

/// <summary>The digit with the largest logit, and the logits of all ten.</summary>
public sealed record DigitAnswer(int Digit, float[] Logits);
