// The spellings that answers come in, each mapped to one token. Tables only; how they are used is in MathLexer.
using System.Collections.Frozen;

namespace Pure.Answers.Syntax;

/// <summary>Names of commands, functions, letters and signs.</summary>
internal static class MathVocabulary
{
    /// <summary>Commands that mean nothing: sizes, styles, alignment.</summary>
    public static readonly FrozenSet<string> Ignored = Set(
        "left right big Big bigg Bigg bigl bigr bigm Bigl Bigr biggl biggr Biggl Biggr middle displaystyle textstyle scriptstyle limits nolimits "
        + "hline boxed fbox rm bf it sf tt em cal underline mathop mathrel mathbin mathord phantom strut nonumber notag large Large small centering boldmath ensuremath therefore because normalsize tiny scriptsize footnotesize LARGE huge Huge cssId");

    /// <summary>Commands that are blanks.</summary>
    public static readonly FrozenSet<string> Blanks = Set("quad qquad space enspace thinspace medspace thickspace negthinspace enskip hfill newline linebreak hspace vspace hskip");

    /// <summary>Commands whose argument is words.</summary>
    public static readonly FrozenSet<string> TextFonts = Set("text mbox textnormal textrm textbf textit textsf texttt textup textsc hbox emph textsl");

    /// <summary>Commands whose argument is mathematics in another font.</summary>
    public static readonly FrozenSet<string> MathFonts = Set("mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak boldsymbol bm operatorname pmb mathnormal");

    /// <summary>Commands that define or load something: never followed.</summary>
    public static readonly FrozenSet<string> Forbidden = Set(
        "def edef gdef xdef let newcommand renewcommand providecommand DeclareMathOperator input include csname write immediate catcode loop openin openout read usepackage newenvironment expandafter");

    /// <summary>Functions of one argument and more.</summary>
    public static readonly FrozenSet<string> Functions = Set(
        "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech csch arcsinh arccosh arctanh "
        + "ln log lg exp abs floor ceil gcd lcm max min det Re Im arg sgn sign conj cis mod round");

    /// <summary>Other names of functions.</summary>
    public static readonly FrozenDictionary<string, string> FunctionNames = Map(
        "asin arcsin acos arccos atan arctan tg tan ctg cot cosec csc arctg arctan arsinh arcsinh arcosh arccosh artanh arctanh asinh arcsinh acosh arccosh atanh arctanh "
        + "ceiling ceil GCD gcd LCM lcm Arg arg bmod mod Sin sin Cos cos Tan tan Log log Ln ln sh sinh ch cosh th tanh real Re imag Im factorial factorial Abs abs");

    /// <summary>Operators by command.</summary>
    public static readonly FrozenDictionary<string, string> Operators = Map(
        "cdot * times * ast * bullet * star * div / le <= leq <= leqslant <= leqq <= ge >= geq >= geqslant >= geqq >= lt < gt > ne != neq != "
        + "approx ~ simeq ~ thickapprox ~ sim ~ doteq ~ equiv === cong === in in ni ni notin notin cup cup bigcup cup cap cap bigcap cap setminus setminus "
        + "backslash setminus smallsetminus setminus pm ± mp ∓ infty inf langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | mid | lbrace \\{ rbrace \\} "
        + "Vert || lVert || rVert || lbrack [ rbrack ] lparen ( rparen ) prime ' circ deg degree deg degrees deg dots ... ldots ... cdots ... dotsc ... dotsb ... colon : to -> rightarrow -> mapsto ↦ longmapsto ↦ longrightarrow -> "
        + "Rightarrow => implies => iff <=> Leftrightarrow <=> land and wedge and lor or vee or subset subset subseteq subseteq parallel ∥ perp ⊥ emptyset ∅ varnothing ∅ colonequals = coloneqq = percent % forall ∀ exists ∃ neg ¬ oplus ⊕ otimes ⊗");

    /// <summary>Greek letters; variants are the letter itself.</summary>
    public static readonly FrozenDictionary<string, string> Letters = Map(
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ "
        + "phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω hbar ℏ hslash ℏ ell ℓ imath i jmath j partial ∂ nabla ∇ mho ℧ odot ⊙ oplus ⊕ "
        + "angle ∠ measuredangle ∠ triangle △ square □ aleph ℵ star ⋆ dagger † top ⊤");

    /// <summary>Single characters that are operators or letters under another name.</summary>
    public static readonly FrozenDictionary<char, string> Characters = new Dictionary<char, string>
    {
        ['−'] = "-", ['–'] = "-", ['—'] = "-", ['‐'] = "-", ['‑'] = "-", ['×'] = "*", ['·'] = "*", ['∗'] = "*", ['⋅'] = "*", ['•'] = "*", ['÷'] = "/", ['∕'] = "/", ['⁄'] = "/",
        ['≤'] = "<=", ['⩽'] = "<=", ['≥'] = ">=", ['⩾'] = ">=", ['≠'] = "!=", ['≈'] = "~", ['∼'] = "~", ['≃'] = "~", ['≡'] = "===", ['≅'] = "===", ['∈'] = "in", ['∉'] = "notin",
        ['∪'] = "cup", ['⋃'] = "cup", ['∩'] = "cap", ['⋂'] = "cap", ['∖'] = "setminus", ['±'] = "±", ['∓'] = "∓", ['∞'] = "inf", ['°'] = "deg", ['º'] = "deg", ['∘'] = "deg", ['˚'] = "deg", ['′'] = "'", ['’'] = "'", ['‘'] = "'",
        ['″'] = "\"", ['”'] = "\"", ['“'] = "\"", ['…'] = "...", ['⋯'] = "...", ['⟨'] = "⟨", ['⟩'] = "⟩", ['〈'] = "⟨", ['〉'] = "⟩", ['⌊'] = "⌊", ['⌋'] = "⌋", ['⌈'] = "⌈", ['⌉'] = "⌉", ['∅'] = "∅", ['→'] = "->", ['↦'] = "↦", ['⇒'] = "=>", ['⇔'] = "<=>",
        ['∣'] = "|", ['∥'] = "∥", ['⊥'] = "⊥", ['∧'] = "and", ['∨'] = "or", ['∶'] = ":", ['，'] = ",", ['；'] = ";", ['：'] = ":", ['（'] = "(", ['）'] = ")", ['、'] = ",", ['。'] = ".", ['⊂'] = "subset", ['⊆'] = "subseteq", ['%'] = "%", ['％'] = "%", ['‰'] = "‰",
    }.ToFrozenDictionary();

    /// <summary>Letters of another spelling.</summary>
    public static readonly FrozenDictionary<char, string> LetterCharacters = new Dictionary<char, string>
    {
        ['ϕ'] = "φ", ['ϵ'] = "ε", ['ϑ'] = "θ", ['ħ'] = "ℏ", ['µ'] = "μ", ['∆'] = "Δ", ['Ω'] = "Ω",
    }.ToFrozenDictionary();

    /// <summary>Sets with a letter of their own.</summary>
    public static readonly FrozenDictionary<char, string> Sets = new Dictionary<char, string>
    {
        ['ℝ'] = "R", ['ℤ'] = "Z", ['ℚ'] = "Q", ['ℕ'] = "N", ['ℂ'] = "C",
    }.ToFrozenDictionary();

    /// <summary>Fractions of one character.</summary>
    public static readonly FrozenDictionary<char, (string Top, string Bottom)> Fractions = new Dictionary<char, (string, string)>
    {
        ['½'] = ("1", "2"), ['⅓'] = ("1", "3"), ['⅔'] = ("2", "3"), ['¼'] = ("1", "4"), ['¾'] = ("3", "4"), ['⅕'] = ("1", "5"), ['⅖'] = ("2", "5"), ['⅗'] = ("3", "5"), ['⅘'] = ("4", "5"),
        ['⅙'] = ("1", "6"), ['⅚'] = ("5", "6"), ['⅐'] = ("1", "7"), ['⅛'] = ("1", "8"), ['⅜'] = ("3", "8"), ['⅝'] = ("5", "8"), ['⅞'] = ("7", "8"), ['⅑'] = ("1", "9"), ['⅒'] = ("1", "10"),
    }.ToFrozenDictionary();

    /// <summary>Digits and signs above and below the line, in the order of <see cref="LineCharacters"/>.</summary>
    public const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ";

    /// <summary>Digits and signs below the line.</summary>
    public const string Subscripts = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙᵢₓ";

    /// <summary>What they are on the line.</summary>
    public const string LineCharacters = "0123456789+-()nix";

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Map(string pairs)
    {
        string[] parts = pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int k = 0; k + 1 < parts.Length; k += 2) map[parts[k]] = parts[k + 1];
        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
