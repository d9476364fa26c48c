using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>What an epoch, or a part of one, came to.</summary>
/// <param name="Last">Its last step.</param>
/// <param name="Loss">The loss of that step's batch, in training.</param>
/// <param name="Test">How good the model is on the test data, with the parameters as they are then.</param>
internal sealed record EpochReport(TrainingStep Last, float Loss, Evaluation Test, TimeSpan Left);
