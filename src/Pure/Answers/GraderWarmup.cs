// The first grading of each kind in a process waits for the just-in-time compiler, tens of milliseconds where later ones take a tenth of one.
// Grading one fixed pair of each kind beforehand puts that wait before the first answer that counts.
namespace Pure.Answers;

/// <summary>Fixed pairs that go through every rule of the grader once.</summary>
internal static class GraderWarmup
{
    private static readonly (string Gold, string Prediction)[] Pairs =
    [
        (@"\frac{1}{2}", "0.5"), ("1,234", @"1{,}234.0"), (@"3\sqrt{13}", @"\sqrt{117}"), ("(x+1)^2", "x^2+2x+1"), (@"\sin 2x", @"2\sin x\cos x"), (@"\frac{\sqrt3}{3}", @"\tan 30^\circ"),
        (@"\log_2 8+\ln e", "4"), (@"2e^{i\pi/3}", @"1+\sqrt3 i"), ("(1,2)", "x=1, y=2"), (@"\{1,2,3\}", "3,2,1"), (@"1\pm\sqrt{19}", @"1+\sqrt{19}, 1-\sqrt{19}"), (@"(-\infty,2)\cup(3,\infty)", "x<2 or x>3"),
        (@"x^2-x-2>0", @"(-\infty,-1)\cup(2,\infty)"), ("[-2,7]", @"\{x\mid -2\le x\le 7\}"), ("|x-2|<3", "-1<x<5"), (@"\begin{pmatrix}1\\2\end{pmatrix}", @"\frac12\begin{bmatrix}2\\4\end{bmatrix}"), ("y=2x+3", "2x-y+3=0"),
        (@"5\text{ cm}", "0.05 m"), (@"\$18.90", "1890 cents"), ("12.5%", @"\frac18"), ("3:2", @"\frac32"), ("204_5", @"204_{\text{five}}"), (@"\text{(C)}", "C"), (@"\text{even}", "Even."), ("4:30 p.m.", "4:30 PM"),
        ("March 13", "13 March"), (@"0.\overline{3}", "1/3"), (@"1.5\times10^{-4}", "1.5e-4"), (@"1\frac{4}{5}", "1.8"), (@"\lfloor\log_2 n\rfloor+1", @"\lfloor\log_2(2n)\rfloor"), (@"\binom{2n}{n}", @"\frac{(2n)!}{(n!)^2}"),
        (@"\sqrt{3+2\sqrt2}", @"1+\sqrt2"), ("f(x)=x^2", "f(t)=t^2"), (@"\frac{dx}{dt}=kx", @"\dot x=kx"), (@"\sum_{k=1}^n k", @"\sum_{j=1}^n j"), ("no solution", @"\emptyset"), (@"\sqrt{17}", "4.123105625617661"),
        (@"10^{10^{10}}", @"10^{10^{10}}+1"), (@"\arctan 1+\cosh 0", @"1+\frac{\pi}{4}"), (@"\begin{cases}x&x>0\\-x&x\le0\end{cases}", @"\begin{cases}-x&x\le0\\x&x>0\end{cases}"), ("2,3", "{2,4}"), ("a=1, b=2", "b=2, a=1"), ("(0,9)", "[0,9)"), ("(1;2),(3;4)", "(3,4), (1,2)"), ("7=11a+c", "11a+c"), (@"F=\sum_{k=0}^{n} G_k G_{n-k}", @"F=\sum_{k=0}^{n} G_{n-k} G_k"), (@"\cos(b)\sin(a)", @"\sin a \cos b"),
        (@"\frac{(n-1)!}{k!}n", @"\frac{n!}{k!}"), (@"\frac{x^2y+xy^2}{2}", @"\frac12 xy(x+y)"), (@"\frac{1}{", "1"),
    ];

    private static readonly (string Gold, string Response)[] Responses =
    [
        ("7", @"So $x=\boxed{7}$."), ("3, 4", @"They are \boxed{3} and \boxed{4}."), ("7", "The final answer is $7$. I hope it is correct."), ("7", "Hence there are $3+4 = 7$ ways."), ("B", "The correct option is (B)."), ("(1,2)", "It is at (1, 2)."),
        (@"\left(\frac15,\frac16\right)", @"Hence the point is $\left(\frac15,\frac16\right)$. I hope it is correct. <|im_end|>"), ("1,2", @"Hence $x=1$ or $x=2$."), ("1/3", "First, 2/3 of 9 is 6. So the probability is 1/3."),
    ];

    /// <summary>Grades them all.</summary>
    public static void Run()
    {
        Parallel.ForEach(Pairs, pair => AnswerGrader.Grade(pair.Gold, pair.Prediction, AnswerProfile.EvalLenient));
        foreach ((string gold, string response) in Responses) AnswerGrader.GradeResponse(gold, response, AnswerProfile.EvalLenient);
    }
}
