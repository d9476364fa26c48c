namespace Bilinear.Training;

/// <summary>
/// A generated model, for a caller that has it as a type argument: <c>services.AddBilinear&lt;Digits&gt;(…)</c> learns from it which
/// of its types runs forward.
/// </summary>
public interface IModel
{
    /// <summary>Names the types of the model to a visitor.</summary>
    static abstract void Accept(IModelVisitor visitor);
}
