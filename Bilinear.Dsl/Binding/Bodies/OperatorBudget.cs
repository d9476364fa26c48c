using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>
/// Counts the operators of one model as they are unrolled: each use of an operator or of a block, and each addition.
/// When it is spent, nothing more is unrolled; so a few lines that stand for a billion layers end at once.
/// </summary>
internal sealed class OperatorBudget(FileContext file, string model)
{
    /// <summary>Each is about ten values in two graphs, which are rewritten, verified, fused and scheduled: up to a millisecond.</summary>
    public const int PerModel = 2_000;

    public long Used { get; private set; }

    public bool IsSpent { get; private set; }

    /// <summary>False where the budget does not suffice, which is reported once.</summary>
    public bool Spend(long operators, TextSpan span)
    {
        if (IsSpent)
            return false;

        Used += operators;
        if (Used > PerModel)
        {
            file.Diagnostics.ReportTooManyOperators(span, model, PerModel);
            IsSpent = true;
        }
        else
        {
            IsSpent = !file.Budget.Spend(operators * FileBudget.PerOperator, span);
        }
        return !IsSpent;
    }
}
