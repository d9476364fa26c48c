using System.Globalization;

namespace Bilinear.Cli.Output;

/// <summary>
/// What goes on, on standard error, from the first second on: on a terminal one line that is written over, else a line for
/// each thing begun and one a minute, which begins with …, so that it can be told from what is to be kept.
/// </summary>
internal sealed class StatusLine : IDisposable
{
    private const int UsualColumns = 80;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Timer _timer;
    private DateTime _due = DateTime.UtcNow + Patience;
    private string _work = "";
    private string? _state;
    private DateTime _begun;
    private string _written = "";
    private int _width;
    private bool _isSilent;

    /// <param name="isQuiet">Whether nothing is to be said at all.</param>
    public StatusLine(bool isQuiet) => (_isSilent, _timer) = (isQuiet, new Timer(_ => Tick(), null, Patience, Patience));

    /// <summary>Does work that cannot say how far it is: it is shown with the time that it has taken.</summary>
    /// <param name="work"><c>compiling Mnist</c></param>
    public T While<T>(string work, Func<T> run)
    {
        lock (_lock)
            Begin(work);
        try
        {
            return run();
        }
        finally
        {
            Clear();
        }
    }

    /// <inheritdoc cref="While{T}"/>
    public void While(string work, Action run) => While(work, () =>
    {
        run();
        return 0;
    });

    /// <summary>How far something is; called as often as that changes, until <see cref="Clear"/>.</summary>
    /// <param name="state">Asked for only where it is shown.</param>
    public void Show(string work, Func<string> state)
    {
        lock (_lock)
        {
            if (work != _work)
                Begin(work);
            if (IsDue())
                Draw(_state = state());
        }
    }

    /// <summary>Something that stays to be read. What is shown next is shown at once, so that it is no older than what was said.</summary>
    public void Say(string sentence)
    {
        lock (_lock)
        {
            Erase();
            Write(sentence + Environment.NewLine);
            if (!_isTerminal)
                _due = DateTime.UtcNow + BetweenLines;
        }
    }

    /// <summary>Nothing goes on any more: the line is free for what comes.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _work = "";
            Erase();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Clear();
    }

    /// <summary><c>1:02:03</c>, <c>0:38</c></summary>
    public static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? "h\\:mm\\:ss" : "m\\:ss", CultureInfo.InvariantCulture);

    private void Begin(string work) => (_work, _state, _begun) = (work, null, DateTime.UtcNow);

    // For work that has not said how far it is, be it that it cannot.
    private void Tick()
    {
        lock (_lock)
        {
            if (_work.Length > 0 && _state is null && IsDue())
                Draw(Time(DateTime.UtcNow - _begun));
        }
    }

    // Off a terminal, once something took long, every further thing has its line.
    private bool IsDue() => DateTime.UtcNow >= _due || (!_isTerminal && _written.Length > 0 && _work != _written);

    private void Draw(string state)
    {
        if (_isTerminal)
        {
            var line = Fit($"{_work}  {state}");
            Write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
        else
        {
            Write($"… {_work}{(_work == _written ? $"  {state}" : "")}{Environment.NewLine}");
        }
        _written = _work;
        _due = DateTime.UtcNow + (_isTerminal ? BetweenFrames : BetweenLines);
    }

    private void Erase()
    {
        if (_width == 0)
            return;
        Write("\r" + new string(' ', _width));
        Write("\r");
        _width = 0;
        _due = DateTime.UtcNow;
    }

    // One column short of the terminal, so that the cursor stays in the line.
    private static string Fit(string line)
    {
        var columns = Console.IsOutputRedirected ? UsualColumns : Console.WindowWidth;
        return columns > 1 && line.Length >= columns ? line[..(columns - 1)] : line;
    }

    // A terminal that was closed takes nothing any more, and nobody watches: what runs goes on to its good moment.
    private void Write(string text)
    {
        if (_isSilent)
            return;
        try
        {
            Console.Error.Write(text);
        }
        catch (IOException)
        {
            _isSilent = true;
        }
    }
}
