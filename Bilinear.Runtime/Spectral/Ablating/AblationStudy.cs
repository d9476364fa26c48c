using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>What some ablations do to a model on a data set, each beside the whole model.</summary>
/// <param name="Spectra">The spectra of the model.</param>
/// <param name="Data">The data set.</param>
/// <param name="Whole">The model with nothing taken out.</param>
/// <param name="Points">One for each ablation, in their order.</param>
/// <param name="ClassCounts">The number of samples of each class; empty for a model that has no answers.</param>
public sealed record AblationStudy(EigenSpectra Spectra, DataSet Data, AblationPoint Whole, IReadOnlyList<AblationPoint> Points, IReadOnlyList<int> ClassCounts);
