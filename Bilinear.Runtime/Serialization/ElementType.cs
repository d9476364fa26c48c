namespace Bilinear.Serialization;

/// <summary>The element types of the format, under the names that its files use. The methods of <see cref="SafeTensorsFile"/> say which of them can be read.</summary>
public enum ElementType
{
    F64, F32, F16, BF16, F8_E4M3, F8_E5M2, F8_E4M3FNUZ, F8_E5M2FNUZ, F8_E8M0, F6_E2M3, F6_E3M2, F4, C64, I64, I32, I16, I8, U64, U32, U16, U8, BOOL,
}

internal static class ElementTypes
{
    /// <summary>Gives the bits of one element. Elements of the narrowest types share bytes.</summary>
    public static int Bits(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 or ElementType.U64 or ElementType.C64 => 64,
        ElementType.F32 or ElementType.I32 or ElementType.U32 => 32,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 or ElementType.U16 => 16,
        ElementType.F6_E2M3 or ElementType.F6_E3M2 => 6,
        ElementType.F4 => 4,
        _ => 8,
    };
}
