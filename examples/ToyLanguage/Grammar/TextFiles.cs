using Bilinear.Data.Text;

namespace Examples.ToyLanguage.Grammar;

/// <summary>Writes what the tool trains on: <c>train.txt</c>, <c>test.txt</c> and <c>tokenizer.json</c>.</summary>
internal static class TextFiles
{
    public static void Write(Language language, Texts texts, string folder, int training, int test)
    {
        Directory.CreateDirectory(folder);
        Write("train.txt", TextPart.Training, training);
        Write("test.txt", TextPart.Test, test);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), TokenizerFile.Of(language));

        void Write(string name, TextPart part, int count)
        {
            using var file = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
            for (var number = 0; number < count; number++)
            {
                if (number > 0)
                    file.WriteLine(TextFile.Separator);
                file.WriteLine(string.Join(' ', texts.Text(part, number).Select(token => language.Words[token].Text)));
            }
        }
    }
}
