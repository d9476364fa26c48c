namespace Bilinear.Dsl.Symbols;

/// <summary>The value of an argument. Its text is canonical: the same value always reads the same.</summary>
public abstract record ArgumentValue
{
    public abstract string Text { get; }

    public sealed override string ToString() => Text;
}

/// <summary>A value of type <c>dim</c> or <c>int</c>.</summary>
public sealed record IntegerValue(long Value) : ArgumentValue
{
    public override string Text => CanonicalNumber.Of(Value);
}

/// <summary>A value of type <c>f32</c>.</summary>
public sealed record NumberValue(double Value) : ArgumentValue
{
    public override string Text => CanonicalNumber.Of(Value);
}

public sealed record BoolValue(bool Value) : ArgumentValue
{
    public override string Text => Value ? "true" : "false";
}

public sealed record GateValue(Gate Value) : ArgumentValue
{
    public override string Text => Value.ToString().ToLowerInvariant();
}

public sealed record NoiseValue(NoiseSpec Value) : ArgumentValue
{
    public override string Text => Value.Kind switch
    {
        NoiseKind.Absolute => $"absolute({CanonicalNumber.Of(Value.Sigma)})",
        NoiseKind.Token => $"token({CanonicalNumber.Of(Value.Sigma)})",
        NoiseKind.Relative => CanonicalNumber.Of(Value.Sigma),
        _ => "none",
    };
}

public sealed record ScoresValue(AttentionScores Value) : ArgumentValue
{
    public override string Text => Value.ToString().ToLowerInvariant();
}

public sealed record ScaleValue(NormScale Value) : ArgumentValue
{
    public override string Text => Value.ToString().ToLowerInvariant();
}

public sealed record PairValue(double First, double Second) : ArgumentValue
{
    public override string Text => $"[{CanonicalNumber.Of(First)}, {CanonicalNumber.Of(Second)}]";
}
