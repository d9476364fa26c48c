using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Bilinear.Testing.Architecture;

/// <summary>
/// Reads from a compiled assembly which of its types name which others: in bases, members, attributes and method bodies.
/// A nested type, and what the compiler makes of lambdas, counts as the type that it stands in.
/// </summary>
public sealed class TypeReferences
{
    private readonly HashSet<Arrow> _arrows = [];
    private readonly ModuleDefinition _module;

    private TypeReferences(ModuleDefinition module) => _module = module;

    /// <param name="assembly">The path of the assembly.</param>
    public static IReadOnlySet<Arrow> Read(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var references = new TypeReferences(module);
        foreach (var type in module.GetTypes())
            references.Visit(type);
        return references._arrows;
    }

    private void Visit(TypeDefinition type)
    {
        var from = Outermost(type).FullName;
        Add(from, type.BaseType);
        AddAttributes(from, type);
        AddParameters(from, type);
        foreach (var implemented in type.Interfaces)
            Add(from, implemented.InterfaceType);
        foreach (var field in type.Fields)
        {
            Add(from, field.FieldType);
            AddAttributes(from, field);
        }
        foreach (var property in type.Properties)
            AddAttributes(from, property);
        foreach (var method in type.Methods)
            Visit(from, method);
    }

    private void Visit(string from, MethodDefinition method)
    {
        AddSignature(from, method);
        AddAttributes(from, method);
        AddParameters(from, method);
        if (!method.HasBody)
            return;
        foreach (var variable in method.Body.Variables)
            Add(from, variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Add(from, handler.CatchType);
        foreach (var instruction in method.Body.Instructions)
            Visit(from, instruction);
    }

    private void Visit(string from, Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                Add(from, type);
                break;
            case FieldReference field:
                Add(from, field.DeclaringType);
                Add(from, field.FieldType);
                break;
            case MethodReference method:
                Add(from, method.DeclaringType);
                AddSignature(from, method);
                if (method is GenericInstanceMethod generic)
                    Add(from, generic.GenericArguments);
                break;
        }
    }

    private void AddSignature(string from, MethodReference method)
    {
        Add(from, method.ReturnType);
        Add(from, method.Parameters.Select(parameter => parameter.ParameterType));
    }

    private void AddParameters(string from, IGenericParameterProvider generic)
    {
        foreach (var parameter in generic.GenericParameters)
            Add(from, parameter.Constraints.Select(constraint => constraint.ConstraintType));
    }

    private void AddAttributes(string from, ICustomAttributeProvider member)
    {
        foreach (var attribute in member.CustomAttributes)
            Add(from, attribute.AttributeType);
    }

    private void Add(string from, IEnumerable<TypeReference> types)
    {
        foreach (var type in types)
            Add(from, type);
    }

    private void Add(string from, TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                Add(from, generic.GenericArguments);
                Add(from, generic.ElementType);
                return;
            case TypeSpecification wrapped:
                Add(from, wrapped.ElementType);
                return;
        }

        if (type.Scope != _module)
            return;
        var to = Outermost(type.Resolve()).FullName;
        if (to != from)
            _arrows.Add(new Arrow(from, to));
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
