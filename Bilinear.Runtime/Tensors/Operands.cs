namespace Bilinear.Tensors;

/// <summary>
/// The element-wise operands of one kernel call, which its epilogue reads and writes. All have the shape of the kernel's
/// result; an input may repeat one row, or be the same view as an output: a kernel reads an element's inputs just before it
/// writes that element. Unused operands are left out.
/// </summary>
public struct Operands
{
    public View In0;
    public View In1;
    public View In2;
    public View In3;
    public View Out0;
    public View Out1;
    public View Out2;
}
