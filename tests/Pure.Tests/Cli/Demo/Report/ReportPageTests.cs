using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pure.Cli.Demo.Report;
using Xunit;

namespace Pure.Tests.Cli.Demo.Report;

public sealed partial class ReportPageTests
{
    private const string Hostile = "<script>alert('x')</script> & \"quoted\"\u0001";

    [Fact]
    public void A_whole_report_is_well_formed_and_complete()
    {
        XElement page = Page(SampleReport.Whole());
        Assert.Equal("curves hacking compare samples why reward-model settings", Sections(page));
        Assert.Equal(4, page.Descendants("div").Count(div => HasClass(div, "tile")));
        Assert.Equal(3, page.Descendants("li").Count());
        // Accuracy, six quantities and the trajectories; the panel has three of them again.
        Assert.Equal(11, page.Descendants("figure").Count(figure => HasClass(figure, "plot")));
        Assert.Equal("60.0%", page.Descendants("p").First(p => HasClass(p, "tile-value")).Value);
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs()
    {
        string html = ReportPage.Render(SampleReport.Whole());
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    /// <summary>HTML reads a style element as it stands, XML unescapes it: only without these three do both read the same.</summary>
    [Fact]
    public void The_style_is_read_alike_as_html_and_as_xml()
    {
        string html = ReportPage.Render(SampleReport.Whole());
        string style = html[(html.IndexOf("<style>", StringComparison.Ordinal) + 7)..html.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Equal(-1, style.IndexOfAny(['<', '>', '&']));
        Assert.Equal(style.Count(character => character == '{'), style.Count(character => character == '}'));
    }

    /// <summary>Only elements that HTML knows as void may be closed by themselves; any other would stay open.</summary>
    [Fact]
    public void No_element_stays_open_in_html() =>
        Assert.All(SelfClosed().Matches(ReportPage.Render(SampleReport.Whole())), match => Assert.Contains(match.Groups["name"].Value, "meta br input", StringComparison.Ordinal));

    [Fact]
    public void Every_text_is_escaped()
    {
        DemoReport report = SampleReport.Whole();
        var variants = report.Variants.Select(variant => variant with { Name = Hostile, ShortName = Hostile }).ToArray();
        report = report with
        {
            Title = Hostile,
            Introduction = Hostile,
            Findings = [Hostile],
            Variants = variants,
            Tables = [new(Hostile, Hostile, [Hostile], [[Hostile]])],
            Samples = [new(0, 1, Hostile, Hostile, false, [new(Hostile, double.NaN, Hostile)])],
            Why = new(Hostile, Hostile, variants),
            Settings = [new(Hostile, Hostile)],
        };
        string html = ReportPage.Render(report);
        XElement page = XElement.Parse(html[html.IndexOf('\n', StringComparison.Ordinal)..]);
        Assert.Empty(page.Descendants("script"));
        Assert.Equal(Hostile.Replace('\u0001', '\uFFFD'), page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void Drawings_hold_finite_coordinates_inside_their_frames()
    {
        DemoReport report = SampleReport.Whole();
        CurvePoint broken = new(70) { Pass1 = double.NaN, Kl = double.PositiveInfinity, MeanStepReward = double.NegativeInfinity };
        ReportVariant hurt = report.Variants[0] with { Seeds = [new(1, [.. report.Variants[0].Seeds[0].Points, broken])] };
        XElement page = Page(report with { Variants = [hurt, .. report.Variants.Skip(1)] });
        Assert.DoesNotContain("NaN", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", page.ToString(), StringComparison.Ordinal);
        foreach (XElement drawing in page.Descendants("svg").Where(svg => svg.Attribute("role") is not null))
        {
            double[] box = Numbers(drawing.Attribute("viewBox")!.Value);
            foreach (XElement path in drawing.Descendants("path"))
            {
                double[] places = Numbers(path.Attribute("d")!.Value);
                Assert.All(places.Where((_, i) => i % 2 == 0), x => Assert.InRange(x, 0, box[2]));
                Assert.All(places.Where((_, i) => i % 2 == 1), y => Assert.InRange(y, 0, box[3]));
            }
        }
    }

    [Fact]
    public void Samples_show_reward_verdict_and_mistakes()
    {
        XElement page = Page(SampleReport.Whole());
        XElement[] steps = [.. page.Descendants("p").Where(p => HasClass(p, "steps")).SelectMany(p => p.Elements("span"))];
        Assert.Equal(6, steps.Length);
        XElement wrong = Assert.Single(steps, step => HasClass(step, "wrong"));
        Assert.Equal("step 2; reward −0.75; checker: wrong result", wrong.Attribute("title")!.Value);
        Assert.Contains("--bad", wrong.Attribute("style")!.Value, StringComparison.Ordinal);
        Assert.Contains("--good", steps[0].Attribute("style")!.Value, StringComparison.Ordinal);
        Assert.Null(steps[^1].Attribute("style"));
        Assert.Equal("(empty)", steps[^1].Elements().First().Value);
        // Both responses to one problem stand under one heading.
        Assert.Single(page.Descendants("article"));
    }

    [Fact]
    public void What_was_not_measured_is_left_out()
    {
        var bare = new DemoReport("t", "i", [], [new("a", "A", [new(1, [new(0) { Pass1 = 0.5 }])])]);
        XElement page = Page(bare);
        Assert.Equal("curves", Sections(page));
        Assert.Single(page.Descendants("figure"));
        Assert.Throws<ArgumentException>(() => ReportPage.Render(bare with { Variants = [] }));
        Assert.Throws<ArgumentException>(() => ReportPage.Render(bare with { Variants = [.. Enumerable.Repeat(bare.Variants[0], 7)] }));
    }

    [Fact]
    public void The_panel_has_the_scale_and_colours_of_the_plots_above()
    {
        XElement page = Page(SampleReport.Whole());
        string Ticks(string section) => string.Join(' ', page.Descendants("section").Single(element => element.Attribute("id")?.Value == section)
            .Descendants("figure").Single(figure => figure.Element("h3")!.Value == "Steps per response")
            .Descendants("text").Where(text => HasClass(text, "end")).Select(text => text.Value));
        Assert.Equal(Ticks("curves"), Ticks("why"));
        XElement why = page.Descendants("section").Single(element => element.Attribute("id")?.Value == "why");
        Assert.Contains(why.Descendants("text"), text => HasClass(text, "v1"));
        Assert.DoesNotContain(why.Descendants("text"), text => HasClass(text, "v0"));
    }

    [Fact]
    public void The_page_is_the_same_in_every_culture()
    {
        string expected = ReportPage.Render(SampleReport.Whole());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, ReportPage.Render(SampleReport.Whole()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void It_is_written_whole_or_refused_in_one_sentence()
    {
        string folder = Directory.CreateTempSubdirectory("pure-report-").FullName;
        string path = Path.Combine(folder, "report.html");
        ReportPage.Write(SampleReport.Whole(), path);
        Assert.Equal(ReportPage.Render(SampleReport.Whole()), File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
        PureException error = Assert.Throws<PureException>(() => ReportPage.Write(SampleReport.Whole(), Path.Combine(path, "report.html")));
        Assert.Contains("report.html", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static XElement Page(DemoReport report)
    {
        string html = ReportPage.Render(report);
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        return XElement.Parse(html[html.IndexOf('\n', StringComparison.Ordinal)..]);
    }

    private static string Sections(XElement page) => string.Join(' ', page.Descendants("section").Attributes("id").Select(id => id.Value));

    private static bool HasClass(XElement element, string name) =>
        element.Attribute("class")?.Value.Split(' ').Contains(name, StringComparer.Ordinal) == true;

    private static double[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-?\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"<(?<name>\w+)[^<>]*/>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SelfClosed();
}
