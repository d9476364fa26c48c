using System.Numerics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP50xx: what is too large, or comes later.</content>
public sealed partial class DiagnosticBag
{
    public void ReportTooManyOperators(TextSpan span, string model, long limit) =>
        Add(DiagnosticRules.TooManyOperators, span, $"{Quote(model)} unrolls to more than {limit} operators, and here is the first too many: repeat less, or make blocks smaller.");

    public void ReportRepeatTooLong(TextSpan span, long count, long limit) =>
        Add(DiagnosticRules.TooManyOperators, span, $"`repeat` unrolls its layer {count} times, and a model has at most {limit} operators: repeat less.");

    public void ReportFileTooLarge(TextSpan span, long limit, long model) =>
        Add(DiagnosticRules.FileTooLarge, span, $"The models of this file unroll to more than {limit} statements and operators together, where a model counts as {model}, and from here on nothing is checked: spread them over several files.");

    public void ReportFileTooLong(long limit) =>
        Add(DiagnosticRules.FileTooLong, default, $"A file has at most {limit} characters, and this one has more: nothing of it is read. Use `repeat` and blocks, or spread the models over several files.");

    public void ReportTensorTooLarge(TextSpan span, string tensor, BigInteger elements) =>
        Add(DiagnosticRules.TensorTooLarge, span, $"A tensor has at most 2147483647 elements, and {tensor} has {elements}: choose smaller sizes.");

    public void ReportTooManyParameters(TextSpan span, string model, long total) =>
        Add(DiagnosticRules.TooManyParameters, span, $"{Quote(model)} has {total} parameters, and a model has at most 2147483647: choose smaller sizes.");

    public void ReportBlocksTooDeep(TextSpan span, string block, int limit) =>
        Add(DiagnosticRules.BlocksTooDeep, span, $"Here {Quote(block)} stands inside more than {limit} blocks and parentheses: use `repeat` for a stack, or fewer blocks within blocks.");

    public void ReportTooManyArguments(TextSpan span, int count, int limit) =>
        Add(DiagnosticRules.TooManyArguments, span, $"This header has {count} arguments, and at most {limit} are allowed: those from here on are not known.");

    public void ReportTooManyAxes(TextSpan span, int axes, int limit) =>
        Add(DiagnosticRules.TooManyAxes, span, $"This type has {axes} axes, and at most {limit} are allowed.");

    public void ReportSequencesNotCompiled(TextSpan span, string @operator, string model) =>
        Add(DiagnosticRules.SequencesNotCompiled, span, $"{Quote(model)} is checked, but cannot be compiled yet: this version has no kernels for `{@operator}`. Leave the file out of the build, or use `linear` layers over floats.");

    private static Diagnostic MoreMistakes(TextSpan last, int count) =>
        new(DiagnosticRules.TooManyMistakes, last, FormattableString.Invariant($"This file has {count:N0} more mistakes; the first {MostMistakes} that were found are shown: mend these, and look again."));

    public void ReportArenaTooLarge(TextSpan span, bool isTraining, string largest, long elements, long total) =>
        Add(DiagnosticRules.ArenaTooLarge, span, $"{(isTraining ? "A training step" : "The forward pass")} keeps {total} numbers for each sample, and at most 2147483647 are possible; the largest tensor, {Quote(largest)}, has {elements}: choose smaller sizes, or repeat less.");
}
