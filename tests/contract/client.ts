// The README's flow as a stranger would write it: with nothing but types made from the description.
//
// node client.js URL ORGANISATION KEY FIXTURES

import createClient from "openapi-fetch";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { components, paths } from "./service.js";

const [url, org, key, fixtures] = process.argv.slice(2);
assert(url && org && key && fixtures, "client.js URL ORGANISATION KEY FIXTURES");

const authorized = { baseUrl: url, headers: { Authorization: `Bearer ${key}` } };
const json = createClient<paths, "application/json" | "application/problem+json">(authorized);
const csv = createClient<paths, "text/csv">(authorized);

let checks = 0;
function check(holds: unknown, what: string): asserts holds {
  assert(holds, what);
  checks += 1;
}

/** Cents of an amount: exact, because amounts are texts. */
function cents(amount: components["schemas"]["Money"]): bigint {
  const parts = /^(-?)(\d+)\.(\d{2})$/.exec(amount);
  assert(parts, `${amount} is no amount`);
  return BigInt(`${parts[1]}${parts[2]}${parts[3]}`);
}

function sum(amounts: readonly string[]): bigint {
  return amounts.map(cents).reduce((one, other) => one + other, 0n);
}

/** What was answered, or what was wrong with it. */
function given<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  const { data, error, response } = answer;
  assert(data !== undefined, `${response.status} ${response.url}: ${JSON.stringify(error)}`);
  return data;
}

/** A file is its own body, whatever else the description lets a body be. */
const asItIs = (body: unknown): string => {
  assert(typeof body === "string", "a file is a text here");
  return body;
};

// Everything that was delivered, in files: whole, or every error and nothing.
const kinds = ["episodes", "claims", "claim_events", "deliveries", "settled"] as const;
for (const kind of kinds) {
  const file = await readFile(`${fixtures}/${kind}.csv`, "utf8");
  const rows = file.trimEnd().split("\n").length - 1;
  const taken = await json.POST("/api/v1/organisations/{org}/uploads", {
    params: { path: { org }, query: { kind, expected_rows: rows }, header: { "Idempotency-Key": `first-${kind}` } },
    headers: { "Content-Type": "text/csv" },
    body: file,
    bodySerializer: asItIs,
  });
  const upload = given(taken);
  check(taken.response.status === 201, `${kind} is taken`);
  check(upload.rows === rows && upload.totals?.new.rows === rows, `${kind}: ${upload.rows} of ${rows} rows`);
  check(upload.control_totals?.rows === rows, `${kind}: what was expected is told`);
}

// A file with a mistake in it is refused, and what is wrong has a code and a place.
const refused = await json.POST("/api/v1/organisations/{org}/uploads", {
  params: { path: { org }, query: { kind: "claims" } },
  headers: { "Content-Type": "text/csv", "Accept-Language": "en" },
  body: "claim_id,episode_id,date,insurer,performance,quantity\nX1,E1,2026-02-30,3311,PRENATAAL,1\n",
  bodySerializer: asItIs,
});
check(refused.error !== undefined && refused.response.status === 422, "a mistake is refused");
check(refused.error.code === "invalid_dossier", `with a code: ${refused.error.code}`);
const bad = refused.error.errors.find((problem) => problem.column === "date");
check(bad?.line === 2 && bad.value === "2026-02-30" && bad.message.length > 0, "and the place of every error");

// A run.
const computed = await json.POST("/api/v1/organisations/{org}/runs", {
  params: { path: { org }, header: { "Idempotency-Key": "first-run" } },
  body: { year: 2026, basis: "accepted", kind: "interim", model: { name: "glide" } },
});
// Answered at once or, where it is large, as a job: the type says that both may be.
const run = given(computed);
check("result_sha256" in run, "a year of one organisation is computed at once");
check(computed.response.headers.get("Location")?.endsWith(`/runs/${run.id}`), "it says where the run is");
check(run.year === 2026 && run.model === "glide" && run.inputs.batches?.length === kinds.length, "it says what it rests on");

const again = await json.POST("/api/v1/organisations/{org}/runs", {
  params: { path: { org }, header: { "Idempotency-Key": "first-run" } },
  body: { year: 2026, basis: "accepted", kind: "interim", model: { name: "glide" } },
});
check(given(again).id === run.id, "asked twice, it is computed once");

// Its result, whole because a controller asks. The type says that others get a part.
const path = { org, id: run.id };
const result = given(await json.GET("/api/v1/organisations/{org}/runs/{id}/result", { params: { path } }));
check("flows" in result, "a controller gets all of it");
const { totals } = result;
const ofOrganisation = sum(result.top_slices.filter((slice) => slice.to === "organisation").map((slice) => slice.amount));
const spent = ofOrganisation + cents(totals.entitlements) + cents(totals.reserve_change) +
  cents(totals.funds_held) + cents(totals.unallocated);
const received = cents(totals.revenue) + cents(totals.adjustments) + cents(totals.insurer_support);
check(spent === received, `no cent is made or lost: ${received} came in, ${spent} went out`);
check(sum(result.participants.map((row) => row.entitlement)) === cents(totals.entitlements), "participants are all of it");
check(sum(result.insurers.map((row) => row.revenue)) === cents(totals.revenue), "insurers brought all of it");

// Of every participant its statement, and the way to its amount.
for (const row of result.participants) {
  const params = { path: { ...path, participant: row.participant } };
  const statement = given(await json.GET("/api/v1/organisations/{org}/runs/{id}/statements/{participant}", { params }));
  check(statement.due === row.due && statement.entitlement === row.entitlement, `${row.participant}: statement and result agree`);
  check(sum(statement.account.map((line) => line.amount)) === cents(row.entitlement), `${row.participant}: its account adds up`);
  check(sum(statement.amounts.map((line) => line.amount)) === cents(row.allocated), `${row.participant}: its lines add up`);

  const explained = given(await json.GET("/api/v1/organisations/{org}/runs/{id}/explain/{participant}", { params }));
  check("explanation" in explained, `${row.participant}: a controller gets the whole explanation`);
  const { explanation } = explained;
  check(explanation.due === row.due, `${row.participant}: explanation and result agree`);
  const parts = [explanation.from_claims, explanation.from_pools, explanation.from_adjustments];
  check(sum(parts) === cents(row.allocated), `${row.participant}: its parts add up`);
  check(sum(explanation.claims.map((claim) => claim.received)) === cents(explanation.from_claims), `${row.participant}: so do its claims`);
}

// The same statement as a table.
const table = given(await csv.GET("/api/v1/organisations/{org}/runs/{id}/statements/{participant}", {
  params: { path: { ...path, participant: "VP07" } },
  headers: { Accept: "text/csv", "Accept-Language": "en" },
  parseAs: "text",
}));
check(typeof table === "string" && table.split("\n").length > 10, "a statement as CSV");

// An insurer's report.
const report = given(await json.GET("/api/v1/organisations/{org}/reports/insurers/{code}", {
  params: { path: { org, code: "3311" }, query: { run: run.id } },
}));
check(report.insurer === "3311" && report.performances.length > 0, "a report has performances");
const insured = result.insurers.find((row) => row.insurer === "3311");
check(insured, "the insurer is in the result");
const revenue = sum(report.performances.map((line) => line.revenue));
check(revenue === cents(insured.revenue), `report and result agree: ${revenue} and ${insured.revenue}`);

// What would be with fewer births: kept, and what everyone would get adds up to the whole.
const simulated = given(await json.POST("/api/v1/organisations/{org}/simulations", {
  params: { path: { org }, header: { "Idempotency-Key": "first-simulation" } },
  body: {
    scenario: 'name = "fewer births"\nyears = [2026, 2027]\n[[change]]\nkind = "volume"\nfactor = "0.92"\n',
    models: [{ model: "glide" }],
    keep: true,
  },
}));
check("result_sha256" in simulated && typeof simulated.id === "string", "two years of one organisation are answered at once");
check("input_sha256" in simulated.result, "a controller gets all of it");
for (const year of simulated.result.cases.flatMap((one) => one.years)) {
  for (const side of ["value", "base", "difference"] as const) {
    const parts = sum(year.participants.map((row) => row.entitlement[side]));
    check(parts === cents(year.total.entitlement[side]), `${year.year}: the entitlements are all of it`);
  }
}
const simulations = given(await json.GET("/api/v1/organisations/{org}/simulations", { params: { path: { org } } }));
check(simulations.items.some((line) => line.result_sha256 === simulated.result_sha256), "it is listed by what a decision cites");

console.log(`client: ${checks} checks hold`);
