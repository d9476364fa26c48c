using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>
/// Counts the work that all models of a file make together, in statements that are bound; each instance of a model is bound anew.
/// When it is spent, nothing more is bound; so a file of any size and any content is answered within a second or two.
/// </summary>
internal sealed class FileBudget(DiagnosticBag diagnostics)
{
    public const int Limit = 200_000;

    /// <summary>What an unrolled operator costs, which every later stage works on.</summary>
    public const int PerOperator = 50;

    /// <summary>What a model costs before its first operator, since it has a graph and schedules of its own.</summary>
    public const int PerModel = 2 * PerOperator;

    private long _used;

    public bool IsSpent { get; private set; }

    /// <summary>False where the budget does not suffice, which is reported once.</summary>
    public bool Spend(long work, TextSpan span)
    {
        _used += work;
        if (!IsSpent && _used > Limit)
        {
            IsSpent = true;
            diagnostics.ReportFileTooLarge(span, Limit / PerOperator, PerModel / PerOperator, PerOperator);
        }
        return !IsSpent;
    }
}
