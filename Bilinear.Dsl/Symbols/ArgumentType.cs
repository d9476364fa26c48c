namespace Bilinear.Dsl.Symbols;

/// <summary>What an argument takes.</summary>
public enum ArgumentType
{
    /// <summary>A size: a whole number, at least 1.</summary>
    Dim,
    Int,
    F32,
    Bool,
    Gate,
    Noise,

    /// <summary>How attention scores. Only <c>scores</c> has it: a program cannot declare one.</summary>
    Scores,

    /// <summary>What a norm divides by. Only <c>scale</c> has it: a program cannot declare one.</summary>
    Scale,

    /// <summary>Two numbers in brackets. Only <c>betas</c> has it: a program cannot declare one.</summary>
    Pair,

    /// <summary>A type that was written wrong and has been reported; it fits everything.</summary>
    Unknown,
}

/// <summary>How the types of arguments are written.</summary>
public static class ArgumentTypes
{
    /// <summary>The types that a program can declare.</summary>
    public static IReadOnlyList<string> Names { get; } = ["dim", "int", "f32", "bool", "gate", "noise"];

    public static ArgumentType Parse(string name) => name switch
    {
        "dim" => ArgumentType.Dim,
        "int" => ArgumentType.Int,
        "f32" => ArgumentType.F32,
        "bool" => ArgumentType.Bool,
        "gate" => ArgumentType.Gate,
        "noise" => ArgumentType.Noise,
        _ => ArgumentType.Unknown,
    };

    public static string Name(this ArgumentType type) => type switch
    {
        ArgumentType.Dim => "dim",
        ArgumentType.Int => "int",
        ArgumentType.F32 => "f32",
        ArgumentType.Bool => "bool",
        ArgumentType.Gate => "gate",
        ArgumentType.Noise => "noise",
        ArgumentType.Scores => "kind of scores",
        ArgumentType.Scale => "kind of scale",
        ArgumentType.Pair => "pair of numbers",
        _ => "?",
    };

    /// <summary>The words that are values of the type.</summary>
    public static IReadOnlyList<string> Words(this ArgumentType type) => type switch
    {
        ArgumentType.Bool => ["true", "false"],
        ArgumentType.Gate => ["none", "relu", "silu", "gelu"],
        ArgumentType.Noise => ["none"],
        ArgumentType.Scores => ["softmax", "bilinear"],
        ArgumentType.Scale => ["position", "measured", "channel"],
        _ => [],
    };

    /// <summary>What may stand for a value of the type, for messages.</summary>
    public static string Describe(this ArgumentType type) => type switch
    {
        ArgumentType.Dim => "a size, such as 64 or 4 * hidden",
        ArgumentType.Int => "a whole number",
        ArgumentType.F32 => "a number",
        ArgumentType.Bool => "true or false",
        ArgumentType.Gate => "none, relu, silu or gelu",
        ArgumentType.Noise => "a number (a share of the input's standard deviation), absolute(s), token(s) or none",
        ArgumentType.Scores => "softmax or bilinear",
        ArgumentType.Scale => "position, measured or channel",
        ArgumentType.Pair => "two numbers in brackets, such as [0.9, 0.999]",
        _ => "a value",
    };
}
