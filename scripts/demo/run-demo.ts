import { writeFile } from "node:fs/promises";
import { closeDatabase } from "@/lib/access/tenant/client";
import { listRemaining, takeInventory } from "@/lib/testing/take-inventory";
import { placeCall, readCallTrail } from "./call-and-trail";
import { connectSandbox } from "./connect-sandbox";
import { type DemoEvidence, listComplaints, nothingReached } from "./demo-result";
import { demoVendor } from "./demo-vendor";
import { applyPlan, countPlannedChanges, makeIntegration } from "./deploy-and-remove";
import { makeStory } from "./make-story";
import { readPosted } from "./read-posted";

// The main job through the console's own code. Tells it as a story, and writes the result into the file that is named.

const { say, tell } = makeStory();
const phoneNumber = "+12065550100";
/** What JSON's readers like to change on the way: long numbers in text, fractions, letters beyond ASCII, nesting. */
const metadata = {
  customerIntent: "billing",
  sentiment: 0.5,
  accountNumber: "00123456789012345678",
  said: "Ich möchte meine Rechnung prüfen – “heute”.",
  steps: ["greeted", { identified: true, attempts: 2 }],
};

const result = nothingReached();
const evidence: DemoEvidence = {
  posted: undefined,
  customDataText: undefined,
  remaining: [],
  removalStatus: "not reached",
};
let failure: unknown;
try {
  await doMainJob();
} catch (error) {
  failure = error;
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
}
const complaints = listComplaints(result, evidence);
if (failure === undefined) for (const complaint of complaints) say(`✗ ${complaint}`);
const isRight = failure === undefined && complaints.length === 0;
if (isRight) say("All checks passed.");
const [resultFile] = process.argv.slice(2);
if (resultFile) await writeFile(resultFile, JSON.stringify(result));
await closeDatabase();
process.exit(isRight ? 0 : 1);

async function doMainJob(): Promise<void> {
  const bench = await tell("Connect", () => connectSandbox(say));
  const { clients, instanceId } = bench.access;
  const before = await takeInventory(clients, instanceId);
  const integrationId = await makeIntegration(bench, phoneNumber);
  result.deployment = await tell("Plan and deploy", () => applyPlan(bench, integrationId, "deploy", say));
  result.secondPlan.changes = await tell("Plan changes", () =>
    countPlannedChanges(bench, integrationId, say),
  );
  result.call = await tell("Place a call", () => placeCall(bench, integrationId, metadata, say));
  const { contactId } = result.call;
  const posted = await readPosted(bench.tenantId, contactId);
  if (posted)
    say(
      `${demoVendor().title} posted ${posted.body.length} characters and got ${posted.status}: ${posted.answer}`,
    );
  evidence.posted = posted?.body;
  const { customDataText, ...trail } = await tell("Open the trail", () =>
    readCallTrail(bench, contactId, say),
  );
  result.trail = trail;
  result.customData = readJson(customDataText);
  evidence.customDataText = customDataText;
  const removal = await tell("Remove", () => applyPlan(bench, integrationId, "remove", say));
  evidence.removalStatus = removal.status;
  evidence.remaining = listRemaining(before, await takeInventory(clients, instanceId));
  result.destroyed.remaining = evidence.remaining.length;
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
