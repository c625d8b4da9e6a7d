// Starts the query editor on a page whose form works without it. What it needs to know stands in the page as data.
//
// Yasgui's parts are used, not its whole: its editor (Yasqe) and its frame for answers (Yasr), without the box that takes
// the address of any endpoint. So only this site's endpoint is ever asked; the page's policy lets nothing else through.
// Answers are written with textContent alone: nothing that comes from the graph, or from an error, is ever markup.
"use strict";

(() => {
  const { Yasqe, Yasr } = window.Yasgui;
  const SHOWN = 500; // rows at first
  const LONG = 280; // characters of a literal that are shown unfolded
  const PLAIN = ["xsd:string", "xsd:integer", "xsd:boolean"]; // what shows by itself

  const find = (id) => document.getElementById(id);
  const told = JSON.parse(find("told").textContent);
  const form = find("ask");
  const area = find("query");
  const run = find("run");

  function element(name, properties = {}, ...inside) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside.filter((part) => part !== undefined));
    return made;
  }

  // ---- answers ----

  const prefixes = () => ({ ...told.prefixes, ...yasqe.getPrefixesFromQuery() });

  function compact(iri, known) {
    const found = Object.entries(known).find(([, namespace]) => namespace && iri.startsWith(namespace));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  // This site's own addresses become paths, so that they lead somewhere wherever it is served; others must be of the web.
  function address(iri) {
    if (iri.startsWith(told.base)) return told.root + iri.slice(told.base.length);
    try {
      return ["http:", "https:"].includes(new URL(iri).protocol) ? iri : undefined;
    } catch {
      return undefined;
    }
  }

  function resource(iri, known) {
    const href = address(iri);
    const words = compact(iri, known);
    return href === undefined
      ? element("span", { className: "iri", textContent: words })
      : element("a", { className: "iri", textContent: words, title: iri, href, rel: "noreferrer" });
  }

  function literal(term, known) {
    const language = term["xml:lang"];
    const words = () => element("bdi", { lang: language ?? "", textContent: term.value });
    const kind = language ? `@${language}` : term.datatype && compact(term.datatype, known);
    const note = !kind || PLAIN.includes(kind) ? undefined : element("span", { className: "quiet kind", textContent: kind });
    if (term.value.length <= LONG) return element("span", {}, words(), note);
    const start = element("summary", {}, element("bdi", { textContent: `${term.value.slice(0, LONG)}…` }));
    return element("details", {}, start, words(), note);
  }

  function cell(term, known) {
    if (term === undefined) return element("td");
    if (term.type === "uri") return element("td", {}, resource(term.value, known));
    if (term.type === "bnode") return element("td", { className: "iri", textContent: `_:${term.value}` });
    return element("td", {}, literal(term, known));
  }

  class Table {
    label = "Table";
    priority = 10;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return (this.yasr.results?.getVariables() ?? []).length > 0;
    }

    draw() {
      const variables = this.yasr.results.getVariables();
      const bindings = this.yasr.results.getBindings() ?? [];
      const known = prefixes();
      const body = element("tbody");
      const rows = (from, to) =>
        body.append(
          ...bindings.slice(from, to).map((binding, place) =>
            element(
              "tr",
              {},
              element("th", { scope: "row", textContent: from + place + 1 }),
              ...variables.map((variable) => cell(binding[variable], known)),
            ),
          ),
        );
      rows(0, SHOWN);
      const names = variables.map((variable) => element("th", { scope: "col", textContent: variable }));
      const head = element("thead", {}, element("tr", {}, element("td"), ...names));
      const table = element("table", { className: "answer" }, head, body);
      this.yasr.resultsEl.append(element("div", { className: "scroll", tabIndex: 0 }, table));
      if (bindings.length > SHOWN) {
        const more = element("button", { type: "button", textContent: `Show all ${bindings.length} rows` });
        more.addEventListener("click", () => {
          rows(SHOWN);
          more.remove();
        });
        this.yasr.resultsEl.append(more);
      }
      if (!bindings.length) this.yasr.resultsEl.append(element("p", { textContent: "The answer has no rows." }));
    }

    download(name) {
      const getData = () => this.yasr.results.asCsv() ?? "";
      return { getData, contentType: "text/csv", title: "Download as CSV", filename: `${name}.csv` };
    }
  }

  // The endpoint's problem details (RFC 9457), in words.
  async function problem(error) {
    try {
      const { title, detail, line, column } = JSON.parse(error.text);
      if (typeof title !== "string") return undefined;
      const place = Number.isInteger(line) ? ` (line ${line}, column ${column})` : "";
      const reason = typeof detail === "string" ? element("p", { textContent: detail + place }) : undefined;
      if (place) yasqe.getDoc().setCursor({ line: line - 1, ch: Math.max(0, column - 1) });
      return element("div", {}, element("strong", { textContent: title }), reason);
    } catch {
      return element("div", {}, element("strong", { textContent: "There is no answer" }), element("p", { textContent: error.text }));
    }
  }

  // ---- the editor ----

  // Completion from what this graph is said in; Yasqe's own lists are fetched from other hosts, or know other graphs.
  const lines = Object.entries(told.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: lines, persistenceId: "scholargraph-prefixes" });
  Yasqe.forkAutocompleter("class", { name: "our-classes", get: told.classes });
  Yasqe.forkAutocompleter("property", { name: "our-properties", get: told.properties });
  Yasqe.defaults.autocompleters = ["variables", "our-prefixes", "our-classes", "our-properties"];

  const yasqe = new Yasqe(find("yasqe"), {
    value: "",
    persistenceId: null,
    consumeShareLink: null,
    editorHeight: "22rem",
    showQueryButton: false,
    requestConfig: {
      endpoint: new URL(told.endpoint, window.location.href).href,
      method: "POST",
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
    },
  });
  // Its grammar stumbles over a line separator (U+2028); a stumble must not be the end of the editor.
  const mode = yasqe.getMode();
  const token = mode.token;
  mode.token = (stream, state) => {
    try {
      return token(stream, state);
    } catch {
      stream.skipToEnd();
      return "error";
    }
  };

  // What stands in it: the query of a shared link, the example that was asked for, what stood there last time.
  const shared = () => new URLSearchParams(window.location.hash.slice(1)).get("query");
  const kept = {
    read: () => {
      try {
        return window.localStorage.getItem("scholargraph-query");
      } catch {
        return null; // a browser may forbid it
      }
    },
    write: () => {
      try {
        window.localStorage.setItem("scholargraph-query", yasqe.getValue());
      } catch {
        // nothing is lost but the convenience
      }
    },
  };
  yasqe.setValue(shared() ?? ((told.chosen ? null : kept.read()) || area.value));
  window.addEventListener("hashchange", () => {
    if (shared() !== null) yasqe.setValue(shared());
  });
  yasqe.on("blur", kept.write);
  yasqe.getInputField().setAttribute("aria-label", "Query");
  area.removeAttribute("required");
  area.hidden = true;
  for (const id of ["open", "keys"]) find(id).hidden = false;

  Yasr.registerPlugin("table", Table);
  const yasr = new Yasr(find("yasr"), {
    persistenceId: null,
    prefixes,
    getDownloadFileName: () => "answer",
    errorRenderers: [problem],
  });
  // Yasr replaces {{words}} in literals. What is shown is what was answered, nothing else.
  const draw = yasr.draw.bind(yasr);
  yasr.draw = () => {
    const { results } = yasr;
    if (results && !results.hasError() && (results.getContentType() ?? "").includes("sparql-results+json")) {
      results.json = JSON.parse(results.getOriginalResponseAsString());
    }
    draw();
  };

  function busy(now) {
    run.textContent = now ? "Stop" : "Run";
    run.dataset.busy = now ? "yes" : "";
    find("yasr").setAttribute("aria-busy", String(now));
  }
  yasqe.on("query", () => {
    kept.write();
    busy(true);
  });
  yasqe.on("queryAbort", () => busy(false));
  yasqe.on("queryResponse", (_, response, duration) => {
    busy(false);
    yasr.setResponse(response, duration);
  });

  // The form's first button asks here; the second is the form's own, and shows the answer in the format chosen.
  form.addEventListener("submit", (event) => {
    area.value = yasqe.getValue();
    if (event.submitter === find("open")) return;
    event.preventDefault();
    if (run.dataset.busy) yasqe.abortQuery();
    else yasqe.query().catch(() => {}); // what went wrong is shown where answers are
  });

  const links = document.querySelectorAll("[data-example]");

  // What is said of an example is said of its query, and goes when that is changed.
  let shown = told.chosen ? area.value : undefined;
  function forget() {
    if (shown === undefined || yasqe.getValue() === shown) return;
    shown = undefined;
    find("about").hidden = true;
    find("elsewhere").hidden = true;
    for (const link of links) link.removeAttribute("aria-current");
  }
  forget();
  yasqe.on("change", forget);

  for (const link of links) {
    link.addEventListener("click", (event) => {
      const example = told.examples[link.dataset.example];
      if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      shown = undefined;
      yasqe.setValue(example.query);
      shown = yasqe.getValue();
      find("about").textContent = link.title;
      find("about").hidden = false;
      find("elsewhere").hidden = example.here;
      for (const other of links) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      yasqe.focus();
      if (form.getBoundingClientRect().top < 0) form.scrollIntoView();
    });
  }
})();
