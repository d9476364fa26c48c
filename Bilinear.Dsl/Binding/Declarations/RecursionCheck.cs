using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>
/// Finds blocks that contain themselves: a depth-first walk from block to block over the layers that they declare. Its stack
/// is a list, for a file may chain thousands of blocks.
/// </summary>
internal sealed class RecursionCheck(FileContext file)
{
    private const int LongestCycleShown = 6;

    private readonly List<(BlockSymbol Block, Queue<LayerSyntax> Layers)> _path = [];
    private readonly HashSet<BlockSymbol> _open = [];
    private readonly HashSet<BlockSymbol> _done = [];

    public void Run()
    {
        foreach (var block in file.Blocks.Values)
        {
            if (!_done.Contains(block))
                WalkFrom(block);
        }
    }

    private void WalkFrom(BlockSymbol start)
    {
        Enter(start);
        while (_path.Count > 0)
        {
            var (block, layers) = _path[_path.Count - 1];
            if (layers.Count == 0)
            {
                _path.RemoveAt(_path.Count - 1);
                _open.Remove(block);
                _done.Add(block);
                continue;
            }

            var call = layers.Dequeue().Call;
            if (!file.Blocks.TryGetValue(call.Name.Text, out var callee))
                continue;
            if (_open.Contains(callee))
                Report(callee, call);
            else if (!_done.Contains(callee))
                Enter(callee);
        }
    }

    private void Enter(BlockSymbol block)
    {
        _path.Add((block, new Queue<LayerSyntax>(block.Syntax.Body.Statements.OfType<LayerSyntax>())));
        _open.Add(block);
    }

    private void Report(BlockSymbol block, CallSyntax call)
    {
        block.IsRecursive = true;
        var start = _path.FindIndex(step => step.Block == block);
        var cycle = _path.Skip(start).Select(step => $"`{step.Block.Name}`").ToList();
        if (cycle.Count > LongestCycleShown)
            cycle = [.. cycle.Take(LongestCycleShown - 1), "…", cycle[cycle.Count - 1]];
        file.Diagnostics.ReportRecursion(call.Name.Span, block.Name, string.Join(" → ", [.. cycle, $"`{block.Name}`"]));
    }
}
