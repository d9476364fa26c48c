using Microsoft.ML.OnnxRuntime;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>The code of docs/export.md, word for word.</summary>
internal static class PageExample
{
    public static float[] Run(string path, float[] images)
    {
        using var session = new InferenceSession(path);
        using var run = new RunOptions();
        using var image = OrtValue.CreateTensorValueFromMemory(images, [3, 8, 8]);
        using var outputs = session.Run(run, ["image"], [image], ["digit"]);
        float[] logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();     // [3, 10], row by row
        return logits;
    }
}
