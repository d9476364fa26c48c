namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>A schedule gives what its graph gives, for every way in which calls are fused.</summary>
public class ScheduledModelTests
{
    public static TheoryData<string> Names => Programs.Names;

    [Theory, MemberData(nameof(Names))]
    public void Forward_EqualsTheGraph(string name)
    {
        var model = Programs.Named(name);
        Equality.AssertEqual(Programs.Graphs(model).Forward, Programs.Schedules(model).Forward, model.Parameters, batch: 1);
        Equality.AssertEqual(Programs.Graphs(model).Forward, Programs.Schedules(model).Forward, model.Parameters, batch: 5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Capture_EqualsTheGraph(string name)
    {
        var model = Programs.Named(name);
        Equality.AssertEqual(Programs.Graphs(model).Forward, Programs.Schedules(model).Capture, model.Parameters, batch: 5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Step_EqualsTheGraph(string name)
    {
        var model = Programs.Named(name);
        Equality.AssertEqual(Programs.Graphs(model).Gradient, Programs.Schedules(model).Step, model.Parameters, batch: 1);
        Equality.AssertEqual(Programs.Graphs(model).Gradient, Programs.Schedules(model).Step, model.Parameters, batch: 5);
    }
}
