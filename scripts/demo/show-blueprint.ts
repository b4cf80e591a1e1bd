import { withTenant } from "@/lib/access/tenant/scope";
import { checkGuide } from "@/lib/integrations/check-guide";
import { forgetIntegration } from "@/lib/integrations/forget-integration";
import type { IntegrationId } from "@/lib/kernel/ids";
import { listRemaining } from "@/lib/testing/take-inventory";
import { guideCheckersOf } from "@/lib/vendors/blueprints";
import { placeCall, readAttributes, readCallTrail } from "./call-and-trail";
import { type Bench, connectSandbox, listHoldings } from "./connect-sandbox";
import {
  type DemoEvidence,
  type DemoResult,
  listComplaints,
  notChecked,
  nothingReached,
} from "./demo-result";
import { applyPlan, countPlannedChanges, findFlow, makeIntegration } from "./deploy-and-remove";
import { type FoundDemo, findDemo } from "./find-demo";
import type { makeStory, Say } from "./make-story";
import { must } from "./must";
import { openDemoWidget } from "./open-demo-widget";
import { readPosted } from "./read-posted";

const phoneNumber = "+12065550100";
/** What JSON's readers like to change on the way: long numbers in text, fractions, letters beyond ASCII, nesting. */
const metadata = {
  customerIntent: "billing",
  sentiment: 0.5,
  accountNumber: "00123456789012345678",
  said: "Ich möchte meine Rechnung prüfen – “heute”.",
  steps: ["greeted", { identified: true, attempts: 2 }],
};

interface Shown {
  result: DemoResult;
  isRight: boolean;
}

/** One kind of integration from its connections to its removal. Never throws: what failed is in the result. */
export async function showBlueprint(
  found: FoundDemo,
  { say, tell }: ReturnType<typeof makeStory>,
): Promise<Shown> {
  const { demo } = found;
  const rows = guideCheckersOf(demo.blueprint).flatMap((checker) => checker.rows);
  const result = nothingReached(demo, rows);
  const evidence: DemoEvidence = {
    isKept: demo.keptIn !== undefined,
    tellsPosted: demo.posted !== undefined,
    posted: undefined,
    customDataText: undefined,
    mayBeEmpty: demo.mayBeEmpty ?? [],
    proof: demo.proofName === undefined ? undefined : notChecked(rows),
    remaining: [],
    removalStatus: "not reached",
  };
  try {
    await doMainJob();
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return { result, isRight: false };
  }
  const complaints = listComplaints(result, evidence);
  for (const complaint of complaints) say(`✗ ${complaint}`);
  return { result, isRight: complaints.length === 0 };

  async function doMainJob(): Promise<void> {
    const bench = await tell("Connect", () => connectSandbox(say, found));
    const before = await listHoldings(bench, found);
    const partner = await tell("Prepare", () => deployPartner(bench, found, say));
    const integrationId = await makeIntegration(
      bench,
      partner === undefined ? phoneNumber : { joinedFlowId: await findFlow(bench, partner) },
      found,
    );
    const all = [integrationId, ...(partner === undefined ? [] : [partner])];
    result.deployment = await tell("Plan and deploy", () => applyPlan(bench, integrationId, "deploy", say));
    result.secondPlan.changes = await tell("Plan changes", () => countAll(bench, all, say));
    const post = demo.keptIn === undefined ? undefined : metadata;
    result.call = await tell("Place a call", () => placeCall(bench, partner ?? integrationId, post, say));
    const { contactId } = result.call;
    const posted = await readPosted(bench.tenantId, contactId, found);
    if (posted) {
      const { title } = found.vendor;
      say(`${title} posted ${posted.body.length} characters and got ${posted.status}: ${posted.answer}`);
    }
    evidence.posted = posted?.body;
    const attributes = await readAttributes(bench, contactId);
    evidence.customDataText = demo.keptIn === undefined ? undefined : attributes[demo.keptIn];
    result.customData = readJson(evidence.customDataText);
    if (demo.widget !== undefined) {
      const widget = await tell("Open the agents' widget", () =>
        openDemoWidget(bench, found, { contactId, attributes }, say),
      );
      if (widget !== undefined) result.widget = widget;
    }
    const { proofName } = demo;
    if (proofName !== undefined) {
      const read = await tell("Check the guide", () => readProof(bench, integrationId, say));
      const proof = { ...notChecked(rows), ...read };
      evidence.proof = proof;
      result[proofName] = proof;
    }
    result.trail = await tell("Open the trail", () => readCallTrail(bench, contactId, say));
    const removals: string[] = [];
    for (const each of all) {
      const { status } = await tell("Remove", () => applyPlan(bench, each, "remove", say));
      removals.push(status);
      if (status === "succeeded") await forget(bench, each);
    }
    evidence.removalStatus = removals.find((status) => status !== "succeeded") ?? "succeeded";
    evidence.remaining = listRemaining(before, await listHoldings(bench, found));
    result.destroyed.remaining = evidence.remaining.length;
  }
}

/** The integration through which callers come in, deployed; undefined when they come straight to the one that is shown. */
async function deployPartner(
  bench: Bench,
  { demo }: FoundDemo,
  say: Say,
): Promise<IntegrationId | undefined> {
  if (demo.joins === undefined) return undefined;
  const id = await makeIntegration(bench, phoneNumber, findDemo(demo.joins));
  const { status } = await applyPlan(bench, id, "deploy", say);
  if (status !== "succeeded") throw new Error(`The deployment of ${demo.joins} ended as "${status}".`);
  return id;
}

async function countAll(bench: Bench, integrations: readonly IntegrationId[], say: Say): Promise<number> {
  let changes = 0;
  for (const id of integrations) changes += await countPlannedChanges(bench, id, say);
  return changes;
}

/** What the vendor's own API shows of the steps that the test call stood in for. */
async function readProof(
  { tenantId, actor }: Bench,
  integrationId: IntegrationId,
  say: Say,
): Promise<Record<string, string>> {
  const results = must(await checkGuide({ tenantId, integrationId, actor }));
  for (const { row, code, detail } of results) if (code !== "published") say(`${row}: ${detail}`);
  say(
    `${results.filter(({ code }) => code === "published").length} of ${results.length} steps are as given.`,
  );
  return Object.fromEntries(results.map(({ row, code }) => [row, code]));
}

/** Its number is free for the next one then. */
async function forget({ tenantId, actor }: Bench, id: IntegrationId): Promise<void> {
  must(await withTenant(tenantId, (db) => forgetIntegration(db, { tenantId, actor, id })));
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
