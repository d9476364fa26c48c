namespace Bilinear.Cli.Generating;

/// <summary>Why a text goes on no further.</summary>
internal enum TextEnd
{
    /// <summary>The model ended it.</summary>
    EndToken,

    /// <summary>The context has no more room.</summary>
    Context,

    /// <summary>It has as many tokens as were asked for.</summary>
    Tokens,

    /// <summary>The user stopped it.</summary>
    Stopped,
}
