using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>Samples that a model is run on.</summary>
internal interface IRunInput : IDisposable
{
    int Samples { get; }

    /// <summary>Whether there are targets.</summary>
    bool HasTarget { get; }

    /// <summary>The inputs, sample after sample.</summary>
    float[] Floats(ModelDescription model);

    /// <summary>Inputs and targets.</summary>
    DataSet ToDataSet(string name, ModelDescription model);
}
