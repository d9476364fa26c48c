namespace Bilinear.Training;

/// <summary>A caller of <see cref="IModel.Accept"/>, which is called back with the types of the model.</summary>
public interface IModelVisitor
{
    /// <summary>Takes the types of a model.</summary>
    /// <typeparam name="TReader">What <see cref="ModelWeights.OpenInference"/> opens on weights of this model.</typeparam>
    void Visit<TReader>(ModelDescription model) where TReader : InferenceModel;
}
