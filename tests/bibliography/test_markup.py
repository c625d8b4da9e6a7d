"""Markup in copied words, form by form: what is read, what pages show, and what stays as printed."""

from __future__ import annotations

import pytest

from scholargraph.bibliography.markup import plain, read, safe, words_of

ELEMENTS = [
    # the fault that was seen
    ("Notes on <i>E. imaginaria</i> and H<sub>2</sub>O", "Notes on E. imaginaria and H₂O", None),
    ("<em>In vivo</em> <strong>and</strong> <b>more</b>", "In vivo and more", "<i>In vivo</i> <b>and</b> <b>more</b>"),
    ("x<sup>2</sup>, 10<sup>−3</sup>, Ca<sup>2 +</sup>", "x², 10⁻³, Ca²⁺", None),
    ("CO<inf>2</inf> and NO<sub>x</sub>", "CO₂ and NOₓ", "CO<sub>2</sub> and NO<sub>x</sub>"),
    ("<scp>Dna</scp> by <tt>grep</tt>", "Dna by grep", "Dna by <code>grep</code>"),
    ("E<sub>gap</sub> and E<sub>F</sub> at 5<sup>α</sup>", "E_gap and E_F at 5^α", None),
    (
        "n<sup>q+1</sup> and a<sub>i<sub>j</sub></sub>",
        "n^(q+1) and a_iⱼ",
        "n<sup>q+1</sup> and a<sub>i<sub>j</sub></sub>",
    ),
    ("C<sup>*</sup>-algebras<sup>®</sup>", "C*-algebras®", None),
    ('<i class="x" onclick="evil()">a</i> b', "a b", "<i>a</i> b"),
    ("<I>Upper</I> and <SUB>2</SUB>", "Upper and ₂", "<i>Upper</i> and <sub>2</sub>"),
    ("A lost <i>beginning", "A lost beginning", "A lost <i>beginning</i>"),
    ("a</i> b", "a b", "a b"),
    ("<i>a<b>c</i>d</b>", "acd", "<i>a<b>c</b></i>d"),
    ("<jats:p>One <jats:italic>x</jats:italic>.</jats:p><jats:p>Two.</jats:p>", "One x.\nTwo.", "One <i>x</i>.\nTwo."),
    ("a<br/>b", "a\nb", "a\nb"),
]
MATHML = [
    (
        "<mml:math><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub><mml:mi>O</mml:mi></mml:math>",
        "H₂O",
        "H<sub>2</sub>O",
    ),
    (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math> b',
        "x² b",
        "x<sup>2</sup> b",
    ),
    (
        "<math><msubsup><mi>B</mi><mi>s</mi><mn>0</mn></msubsup><mo>→</mo><mi>μ</mi></math>",
        "Bₛ⁰→μ",
        "B<sub>s</sub><sup>0</sup>→μ",
    ),
    ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>", "a/(b+1)", "a/(b+1)"),
    ("<math><msqrt><mi>s</mi></msqrt><mo>=</mo><mn>13</mn></math> TeV", "√s=13 TeV", "√s=13 TeV"),
    ("<math><mi>O</mi><mo>(</mo><mi>n</mi><mi>log</mi><mi>n</mi><mo>)</mo></math>", "O(n log n)", "O(n log n)"),
    ("<math><semantics><mi>x</mi><annotation>\\bar x</annotation></semantics></math>", "x", "x"),
    ("<math> <msup> <mrow></mrow> <mn>13</mn> </msup> <mi>C</mi> </math>", "¹³C", "<sup>13</sup>C"),
    ("<math><mover><mi>x</mi><mo>¯</mo></mover></math>", "x̄", "x̄"),
    ("An open <math><mi>x</mi> end", "An open x end", "An open x end"),
]
TEX = [
    (r"Bounds for $H_2O$ and $\alpha$-decay", "Bounds for H₂O and α-decay", "Bounds for H<sub>2</sub>O and α-decay"),
    (
        r"\emph{Old} \textit{and} {\it E. coli} {\bf b}",
        "Old and E. coli b",
        "<i>Old</i> <i>and</i> <i>E. coli</i> <b>b</b>",
    ),
    (
        r"Schr\"odinger, Erd\H{o}s, G{\"o}del, {\v S}koda, fa\c{c}ade, Stra\ss e",
        "Schrödinger, Erdős, Gödel, Škoda, façade, Straße",
        None,
    ),
    (r"a \& b --- 5\% of ``all'' 3--4", "a & b — 5% of “all” 3–4", "a &amp; b — 5% of “all” 3–4"),
    (r"$O(n \log n)$ in $\mathbb{R}^d$ for $k$-means", "O(n log n) in ℝᵈ for k-means", None),
    (r"H$_2$O, $^{13}$C, 30$^\circ$C, $x^{q+1}$", "H₂O, ¹³C, 30°C, x^(q+1)", None),
    (r"$\sqrt{s}=13$ and $\frac{a}{b+1}$", "√s=13 and a/(b+1)", "√s=13 and a/(b+1)"),
    (r"$B^0_s \to \mu^+\mu^-$", "B⁰ₛ → μ⁺μ⁻", None),
    (r"$\Lambda$CDM, \(a_1=b\) and \textsc{Dna}", "ΛCDM, a₁=b and Dna", None),
    (r"{\bf Bold {\it x}} \textbf{a $b_i$}", "Bold x a bᵢ", "<b>Bold <i>x</i></b> <b>a b<sub>i</sub></b>"),
    (r"\emph{On} {DNA} words", "On DNA words", "<i>On</i> DNA words"),
    (r"$\foo{x}_2$ and \emph{b}", r"$\foo{x}_2$ and b", None),
]
MARKDOWN = [
    ("*Drosophila* and _E. coli_", "Drosophila and E. coli", "<i>Drosophila</i> and <i>E. coli</i>"),
    ("a **bold** word, `code`", "a bold word, code", "a <b>bold</b> word, <code>code</code>"),
    ("(*in vitro*)", "(in vitro)", "(<i>in vitro</i>)"),
    ("_The Origin of Species_: a reading", "The Origin of Species: a reading", None),
    ("“_Emma_”", "“Emma”", "“<i>Emma</i>”"),
    ("*<sub>2</sub>O*", "₂O", "<i><sub>2</sub>O</i>"),
]
ENTITIES = [
    ("R&amp;D in Z&uuml;rich", "R&D in Zürich", "R&amp;D in Zürich"),
    ("On &lt;i&gt;E. coli&lt;/i&gt;", "On E. coli", "On <i>E. coli</i>"),
    ("On &amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;", "On x", "On <i>x</i>"),
    ("a &lt; b &#38; c&#x2019;s &amp;amp; d", "a < b & c’s & d", "a &lt; b &amp; c’s &amp; d"),
    ("H&#8322;O", "H₂O", "H₂O"),
    ("a&nbsp;b", "a b", "a b"),
]
READ = [*ELEMENTS, *MATHML, *TEX, *MARKDOWN, *ENTITIES]
KEPT = [
    "a < b", "x<y and y>z", "if a<b or c>d", "3 <= x >= 2", "<3 love > hate",
    "C*-algebras and W*-algebras", "A* search, D* Lite", "*-algebras and *-rings", "*args and **kwargs", "Ada Quill*, Bo Chen*",
    "snake_case_names and my_other_name", "__init__ methods", "_private and _other", "f_1", "x_1 + x_2_3",
    "$5 and $6", "US$100 to 200$", "cost $5-$10", "A$AP and Ke$ha", "$HOME/bin:$PATH", "AU$ and US$ prices",
    "<T> generics", "Vec<T> and Map<K, V>", "List<I>", "List<string> and <int>", "<foo>bar</foo>", "<a>", "< i >",
    "Vol. 2 * 3", "2*3*4 = 24", "p < 0.05 * and q*", "{0,1}", "{DNA} computing", "{a, b} and {c}",
    "foo -- bar", "a --- b", "`a' and `b'", "Hawai`i and O`ahu", "5'' and 3`", "AT&T and R&D", "Q&A; more", "&unknown; x",
    r"it\'s a dog\'s life", r'the \"open\" problem', r"C:\new\table", r"\d+ and \w+", r"\cite{x} here", r"$\foo_2$", r"\[1\] and \(a\)",
    "a\ttab", " outer space ", "", "<i></i>", "<br>", "**", "$$", "水<火", "\ufdd0<i>x</i>",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "html"), READ, ids=[one[0] for one in READ])
def test_markup_is_read(text: str, words: str, html: str | None) -> None:
    found = read(text)
    assert found.plain == words
    assert found.html is not None
    assert html is None or found.html == html
    assert words_of(found.html) == words
    assert safe(found.html) == found.html
    assert plain(words) == words


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_markup_stays_byte_for_byte(text: str) -> None:
    found = read(text)
    assert found.plain == text
    assert found.html is None


@pytest.mark.parametrize(
    ("evil", "shown"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<i onclick=x>a</i>", "&lt;i onclick=x&gt;a"),
        ("<a href='javascript:x'>a</a>", "&lt;a href='javascript:x'&gt;a&lt;/a&gt;"),
        ("<i>a", "<i>a</i>"),
        ("a</i></b>", "a"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<sub><b>2</sub></b>", "<sub><b>2</b></sub>"),
        ("<i>a\nb</i>", "<i>a</i>\n<i>b</i>"),
        ("\ufdd0x", "x"),
    ],
)
def test_what_is_shown_has_the_allowed_elements_alone(evil: str, shown: str) -> None:
    assert safe(evil) == shown
