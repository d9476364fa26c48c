namespace Bilinear.Cli.Output;

/// <summary>What goes on, on standard error: on a terminal one line that is written over, else a line for each thing begun.</summary>
internal sealed class StatusLine : IDisposable
{
    private string _subject = "";
    private int _width;

    /// <param name="subject">What is being worked on.</param>
    /// <param name="state">How far it is; for a person who watches.</param>
    public void Show(string subject, string state)
    {
        if (!Console.IsErrorRedirected)
        {
            var line = $"{subject}  {state}";
            Console.Error.Write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
        else if (subject != _subject)
        {
            Console.Error.WriteLine(subject);
        }
        _subject = subject;
    }

    /// <summary>Something that stays to be read.</summary>
    public void Say(string sentence)
    {
        Dispose();
        Console.Error.WriteLine(sentence);
    }

    /// <summary>Ends the line.</summary>
    public void Dispose()
    {
        if (_width > 0)
            Console.Error.WriteLine();
        _width = 0;
    }
}
