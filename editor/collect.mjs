// Copies the query editor's files out of an installed node_modules, and writes beside them what they are: the licences
// of everything in the bundle, and SOURCES.toml with the version and the checksums. Run by `make editor`.
//
//     node editor/collect.mjs FOLDER_OF_NODE_MODULES TARGET
//
// The files are the published ones, byte for byte; nothing is built or changed here.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@zazuko/yasgui";
const FILES = ["yasgui.min.css", "yasgui.min.js"];
const STYLES = ["datatables.net-dt"]; // in the style sheet, which has no source map to tell
const FAMILIES = { "@zazuko/": "zazuko.txt", "@json2csv/": "json2csv.txt" }; // whose packages carry no licence file

const here = dirname(fileURLToPath(import.meta.url));
const [folder, target] = process.argv.slice(2);
const modules = join(folder, "node_modules");
const manifest = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
const build = join(modules, PACKAGE, "build");

// The packages in the bundle, as its source map names them.
function bundled() {
  const { sources } = JSON.parse(readFileSync(join(build, "yasgui.min.js.map"), "utf8"));
  const names = sources.flatMap((source) => source.match(/(?<=node_modules\/)(?:@[^/]+\/)?[^/]+/g)?.slice(-1) ?? []);
  const own = ["yasgui", "yasgui-utils", "yasqe", "yasr"].map((name) => `@zazuko/${name}`);
  return [...new Set([...own, ...names, ...STYLES])].sort();
}

function licence(name) {
  const family = Object.keys(FAMILIES).find((start) => name.startsWith(start));
  const own = readdirSync(join(modules, name)).sort().find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  if (!own && !family) throw new Error(`${name} has no licence file: add its text to editor/licences`);
  const path = own ? join(modules, name, own) : join(here, "licences", FAMILIES[family]);
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
}

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const wanted = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies[PACKAGE];
const { version, license } = manifest(PACKAGE);
if (version !== wanted) throw new Error(`${PACKAGE} ${version} is installed, ${wanted} is wanted`);
const { integrity } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8")).packages[`node_modules/${PACKAGE}`];

const rule = "=".repeat(100);
const licences = [
  `What is in yasgui.min.js and yasgui.min.css, and the licence of each part. ${PACKAGE} ${version} is the work of Triply`,
  "and Zazuko; it contains the packages below, in the versions that its authors chose.",
  ...bundled().map((name) => `\n${rule}\n${name} (${manifest(name).license ?? "see below"})\n${rule}\n\n${licence(name)}`),
].join("\n") + "\n";

if (existsSync(target)) rmSync(target, { recursive: true });
mkdirSync(target, { recursive: true });
const written = { "LICENSES.txt": Buffer.from(licences) };
for (const file of FILES) written[file] = readFileSync(join(build, file));
const entries = Object.keys(written).sort().map((file) => {
  writeFileSync(join(target, file), written[file]);
  const path = FILES.includes(file) ? `path = "build/${file}"\n` : "";
  return `\n[[file]]\nfile = "${file}"\n${path}sha256 = "${sha256(written[file])}"\n`;
});
writeFileSync(join(target, "SOURCES.toml"), `# Where the query editor's files come from. Written by \`make editor\`; the files are the published ones, unchanged.

package = "${PACKAGE}"
version = "${version}"
integrity = "${integrity}"
licence = "${license}"
${entries.join("")}`);
