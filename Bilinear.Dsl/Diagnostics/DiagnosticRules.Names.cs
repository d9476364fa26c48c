namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    private const string Names = "Bilinear.Names";

    public static readonly DiagnosticRule UnknownValue = new("BMLP2001", "There is no such value", Names);
    public static readonly DiagnosticRule UnknownLayer = new("BMLP2002", "There is no such layer", Names);
    public static readonly DiagnosticRule UnknownOperator = new("BMLP2003", "There is no such block or operator", Names);
    public static readonly DiagnosticRule UnknownModel = new("BMLP2004", "There is no such model", Names);
    public static readonly DiagnosticRule UnknownSize = new("BMLP2005", "There is no such size", Names);
    public static readonly DiagnosticRule UnknownType = new("BMLP2006", "There is no such type", Names);
    public static readonly DiagnosticRule WrongKindOfName = new("BMLP2007", "The name stands for something else", Names);
    public static readonly DiagnosticRule DuplicateDeclaration = new("BMLP2008", "A block or model of this name exists", Names);
    public static readonly DiagnosticRule DuplicateName = new("BMLP2009", "The name is taken", Names);
    public static readonly DiagnosticRule UnusedLayer = new("BMLP2010", "A layer is never used", Names);
    public static readonly DiagnosticRule UnusedValue = new("BMLP2011", "A value is never used", Names);
    public static readonly DiagnosticRule UsedBeforeDeclaration = new("BMLP2012", "A name is used before its declaration", Names);
    public static readonly DiagnosticRule Recursion = new("BMLP2013", "A block contains itself", Names);
    public static readonly DiagnosticRule InstanceOfItself = new("BMLP2014", "A model is an instance of itself", Names);
    public static readonly DiagnosticRule MissingReturn = new("BMLP2015", "A body returns nothing", Names);
    public static readonly DiagnosticRule AfterReturn = new("BMLP2016", "Something stands after the return", Names);
    public static readonly DiagnosticRule SecondBlock = new("BMLP2017", "A model has a second block of one kind", Names);
    public static readonly DiagnosticRule UnknownLayerPath = new("BMLP2018", "There is no layer of this path", Names);
    public static readonly DiagnosticRule UnknownOutput = new("BMLP2019", "There is no such output", Names);
}
