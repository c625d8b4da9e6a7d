// Formats items with citeproc-js, each by itself: node format.mjs FOLDER_OF_NODE_MODULES FOLDER_OF_STYLES_AND_LOCALES.
// Standard input: {"styles": [file, ...], "items": [item, ...]}. Standard output: {file: [entry or {"error": text}, ...]}.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";

const [, , modules, csl] = process.argv;
const CSL = createRequire(`${modules}/`)("citeproc");
const { styles, items } = JSON.parse(readFileSync(0, "utf8"));

function entries(style) {
  const source = { current: null };
  const system = {
    retrieveLocale: (language) => {
      const file = `${csl}/locales/locales-${language}.xml`;
      return existsSync(file) ? readFileSync(file, "utf8") : false;
    },
    retrieveItem: (id) => ({ ...JSON.parse(JSON.stringify(source.current)), id }),
  };
  const start = () => new CSL.Engine(system, style, "en-US", true);
  let engine = start();
  return items.map((item, place) => {
    source.current = item;
    try {
      engine.updateItems([`item-${place}`]);
      return engine.makeBibliography()[1].join("");
    } catch (error) {
      engine = start();
      return { error: String(error) };
    }
  });
}

const found = {};
for (const file of styles) {
  found[file] = entries(readFileSync(`${csl}/styles/${file}`, "utf8"));
}
process.stdout.write(JSON.stringify(found));
