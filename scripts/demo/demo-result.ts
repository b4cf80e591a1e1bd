import { asContactId, type ContactId } from "@/lib/kernel/ids";

/** What the demo found out; printed as its last line with --json. */
export interface DemoResult {
  /** The kind of integration. */
  blueprint: string;
  deployment: { status: string; steps: number; seconds: number };
  secondPlan: { changes: number };
  call: { contactId: ContactId; outcome: string };
  /** What the contact's attribute holds in the end. */
  customData: unknown;
  /** What agents see beside the call, where the kind has something; `customDataEqual`: it got what the contact holds. */
  widget?: { loaded: boolean; customDataEqual: boolean };
  /** What the vendor's own API shows of the guide's steps, by row, where it shows anything: "published". */
  [proof: `${string}Proof`]: Readonly<Record<string, string>> | undefined;
  trail: { sources: Record<string, string>; events: number; findings: string[] };
  /** Things in the account that weren't there before. */
  destroyed: { remaining: number };
}

/** What the demo has to compare with, besides the result itself. */
export interface DemoEvidence {
  /** An attribute of the contact holds all of what the voice agent handed over. */
  isKept: boolean;
  /** The vendor tells what it sent. */
  tellsPosted: boolean;
  /** The body that the vendor sent, as it says itself. */
  posted: string | undefined;
  /** The attribute's own text. */
  customDataText: string | undefined;
  /** Sources in which a call that goes well leaves nothing. */
  mayBeEmpty: readonly string[];
  /** What the vendor's API shows of the guide; undefined for a kind of which it shows nothing. */
  proof: Readonly<Record<string, string>> | undefined;
  remaining: string[];
  removalStatus: string;
}

/**
 * What a run that ends at its first step has to show: nothing in it can be taken for success. `rows`: of which the vendor's
 * API can show something.
 */
export function nothingReached(
  {
    blueprint,
    widget,
    proofName,
  }: {
    blueprint: string;
    widget?: unknown;
    proofName?: `${string}Proof`;
  },
  rows: readonly string[] = [],
): DemoResult {
  return {
    blueprint,
    deployment: { status: "not reached", steps: 0, seconds: 0 },
    secondPlan: { changes: -1 },
    call: { contactId: asContactId(""), outcome: "not reached" },
    customData: null,
    ...(widget === undefined ? {} : { widget: { loaded: false, customDataEqual: false } }),
    ...(proofName === undefined ? {} : { [proofName]: notChecked(rows) }),
    trail: { sources: {}, events: 0, findings: [] },
    destroyed: { remaining: -1 },
  };
}

/** Each of the rows, before it's asked for. */
export function notChecked(rows: readonly string[]): Record<string, string> {
  return Object.fromEntries(rows.map((row) => [row, "not reached"]));
}

/** What a tenant has once an agent opened its page: calls that no page had in hand leave nothing there. */
const beside: ReadonlySet<string> = new Set(["agent-page"]);

/** Everything that isn't as it should be, as sentences; none when all is well. */
export function listComplaints(result: DemoResult, evidence: DemoEvidence): string[] {
  const complaints: string[] = [];
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) complaints.push(sentence);
  };
  const { deployment, secondPlan, call, trail } = result;
  expect(deployment.status === "succeeded", `The deployment ended as "${deployment.status}".`);
  expect(deployment.steps > 0, "The plan had no steps.");
  expect(secondPlan.changes === 0, `A second plan still has ${secondPlan.changes} changes.`);
  expect(call.outcome === "agent", `The call ended with "${call.outcome}" instead of an agent.`);
  if (evidence.isKept && evidence.tellsPosted) {
    expect(evidence.posted !== undefined, "The voice agent posted nothing.");
    expect(
      evidence.posted !== undefined && evidence.customDataText === evidence.posted,
      "customData isn't exactly what the voice agent posted.",
    );
  }
  if (evidence.isKept) expect(evidence.customDataText !== undefined, "The contact has no customData.");
  if (result.widget !== undefined) {
    expect(result.widget.loaded, "The agents' widget didn't load.");
    expect(result.widget.customDataEqual, "The agents' widget didn't get the contact's customData.");
  }
  if (evidence.proof !== undefined) {
    const steps = Object.entries(evidence.proof);
    expect(steps.length > 0, "The vendor's API showed nothing of the guide.");
    for (const [row, code] of steps)
      expect(code === "published", `The vendor's API says of step ${row}: ${code}.`);
  }
  const sources = Object.entries(trail.sources);
  expect(sources.length > 0, "The trail has no sources.");
  for (const [source, state] of sources)
    expect(
      state === "ok" || (state === "empty" && (beside.has(source) || evidence.mayBeEmpty.includes(source))),
      `The trail's source ${source} is "${state}".`,
    );
  expect(trail.events > 0, "The trail has no events.");
  expect(
    trail.findings.length === 0,
    `The trail of a healthy call has findings: ${trail.findings.join(", ")}.`,
  );
  expect(evidence.removalStatus === "succeeded", `The removal ended as "${evidence.removalStatus}".`);
  expect(
    evidence.remaining.length === 0 && result.destroyed.remaining === 0,
    `Left in the account after the removal: ${evidence.remaining.join(", ")}.`,
  );
  return complaints;
}
