namespace Bilinear.Serialization;

/// <summary>The element types of the format, by the names that its files use.</summary>
public enum ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL }

internal static class ElementTypes
{
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 or ElementType.U64 => 8,
        ElementType.F32 or ElementType.I32 or ElementType.U32 => 4,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 or ElementType.U16 => 2,
        _ => 1,
    };
}
