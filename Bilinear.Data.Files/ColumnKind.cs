namespace Bilinear.Data.Files;

/// <summary>Says what the cells of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers without a fraction, which can be classes too.</summary>
    Whole,

    /// <summary>Numbers, at least one of which has a fraction.</summary>
    Number,

    /// <summary>Texts, which are categories.</summary>
    Text,
}
