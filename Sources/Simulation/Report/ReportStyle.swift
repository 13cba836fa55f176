/// The style sheet of the report. Colours are those of Okabe and Ito (2008); for light and for dark paper those that stand out at
/// 3 : 1 or more, text at 4.5 : 1 or more.
enum ReportStyle {
    static let sheet = [light, dark, text, tables, plots, print].joined(separator: "\n")

    private static let lightColours = """
        --paper:#fff;--card:#f4f4f2;--ink:#1a1a1a;--soft:#555;--rule:#d4d4d0;--link:#005a8e;\
        --s0:#0072b2;--s1:#d55e00;--s2:#009e73;--s3:#cc79a7;--s4:#1a1a1a
        """

    private static let light = ":root{color-scheme:light dark;\(lightColours)}"

    private static let dark = """
        @media (prefers-color-scheme:dark){:root{--paper:#141618;--card:#1f2225;--ink:#ededed;--soft:#b4b7ba;--rule:#3c4145;\
        --link:#7cc4f0;--s0:#56b4e9;--s1:#e69f00;--s2:#009e73;--s3:#cc79a7;--s4:#f0e442}}
        """

    private static let text = """
        *{box-sizing:border-box}
        html{font:1rem/1.5 system-ui,sans-serif;-webkit-text-size-adjust:100%;background:var(--paper);color:var(--ink)}
        body{max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}
        h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0 1rem}
        h2{font-size:1.3rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--rule)}
        p,ul{margin:.5rem 0}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .question{font-size:1.15rem}
        .soft,footer{color:var(--soft)}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
        nav a{display:inline-block;padding:.3rem 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem 0}
        dt{color:var(--soft)}
        dd{margin:0;min-width:0;overflow-wrap:anywhere}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;margin:1rem 0}
        .card,.remarks{background:var(--card);border-radius:.5rem;padding:.75rem 1rem}
        .card h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
        .card p{margin:0}
        .big{font-size:1.9rem;line-height:1.3;font-weight:600}
        .alarm{border-left:.4rem solid var(--s1)}
        """

    private static let tables = """
        .scroll{overflow-x:auto;margin:.75rem 0;max-width:100%}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:100%}
        caption{text-align:left;color:var(--soft);padding-bottom:.35rem}
        caption span{display:inline-block;position:sticky;left:0;max-width:min(44rem,100vw - 2rem)}
        th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
        thead th{vertical-align:bottom}
        tbody th{font-weight:400;position:sticky;left:0;background:var(--paper);min-width:8.5rem;max-width:18rem}
        @media (min-width:40rem){tbody th{min-width:14rem}}
        .figure{text-align:right;white-space:nowrap}
        thead .figure{white-space:normal;min-width:5.5rem}
        td.words{min-width:12rem}
        summary{cursor:pointer;padding:.5rem 0;color:var(--link)}
        """

    private static let plots = """
        figure{margin:1.25rem 0}
        .plot + .plot{margin-top:1.5rem}
        figcaption{margin-bottom:.6rem}
        .plot{display:block;width:100%;max-width:27rem;height:auto;overflow:visible;font-size:\(Int(SVGCanvas.fontSize))px}
        .plot text{fill:var(--ink)}
        .plot .soft{fill:var(--soft)}
        .plot .on-grid{stroke:var(--paper);stroke-width:4;stroke-linejoin:round;paint-order:stroke}
        .plot line,.plot path{fill:none;stroke:var(--ink)}
        .plot .grid{stroke:var(--rule)}
        .plot .axis{stroke:var(--soft)}
        .plot .zero{stroke:var(--ink);stroke-width:1.5}
        .plot .guide{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 4}
        .plot .whisker{stroke-width:1.5}
        .plot .line{stroke-width:2.25;stroke-linejoin:round}
        .plot .d1{stroke-dasharray:9 4}
        .plot .d2{stroke-dasharray:3 3}
        .plot .d3{stroke-dasharray:10 3 2 3}
        .plot .d4{stroke-dasharray:16 5}
        .plot .mark{stroke:var(--paper);stroke-width:1}
        \((0..<5).map(series).joined(separator: "\n"))
        .plot .line{fill:none}
        .plot .bar{fill-opacity:.4;stroke-width:1}
        """

    private static func series(_ number: Int) -> String {
        ".plot .s\(number){fill:var(--s\(number))}.plot .line.s\(number),.plot .bar.s\(number){stroke:var(--s\(number))}"
    }

    /// On paper everything is light, and what is folded away on the screen is printed.
    private static let print = """
        @media print{:root{color-scheme:light;\(lightColours)}
        body{max-width:none;padding:0}
        nav,summary{display:none}
        @page{margin:15mm}
        .plot,.card,tr,p,figcaption{break-inside:avoid}
        .plot{max-width:22rem}
        table{font-size:.75rem}
        tbody th{position:static}
        h2,h3,figcaption{break-after:avoid}
        .scroll{overflow:visible}
        details::details-content{content-visibility:visible;display:block}}
        """
}
