// Asks queries with Comunica, of a folder named on the command line, and writes down the answers and the requests it made.
//
// Standard input has a list of jobs in JSON, each with a query and its sources. Standard output gets a list of outcomes.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const require = createRequire(`${process.argv[2]}/`);
const { QueryEngine } = require("@comunica/query-sparql");
const FORMS = { bindings: "application/sparql-results+json", boolean: "application/sparql-results+json", quads: "application/n-quads" };

async function outcome({ query, sources }) {
  const asked = [];
  const noting = async (address, init) => {
    const answer = await fetch(address, init);
    asked.push({
      address: String(address),
      method: init?.method ?? "GET",
      accept: new Headers(init?.headers).get("accept"),
      body: String(init?.body ?? ""),
      status: answer.status,
      kind: answer.headers.get("content-type"),
    });
    return answer;
  };
  try {
    const result = await new QueryEngine().query(query, { sources, fetch: noting, noCache: true });
    const { data } = await new QueryEngine().resultToString(result, FORMS[result.resultType]);
    return { kind: result.resultType, answer: await text(data), asked };
  } catch (error) {
    return { error: error.message, asked };
  }
}

const outcomes = [];
for (const job of JSON.parse(readFileSync(0, "utf8"))) outcomes.push(await outcome(job));
console.log(JSON.stringify(outcomes));
