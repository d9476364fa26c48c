namespace Bilinear.Dsl;

/// <summary>The stages that can be printed, in the order in which a program meets them.</summary>
public enum Stage { Syntax, Bound, Ir, Grad, Fused, Schedule }
