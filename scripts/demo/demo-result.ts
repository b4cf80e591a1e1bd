/** What the demo found out; printed as its last line with --json. */
export interface DemoResult {
  deployment: { status: string; steps: number; seconds: number };
  secondPlan: { changes: number };
  call: { contactId: string; outcome: string };
  /** What the contact's attribute holds in the end. */
  customData: unknown;
  trail: { sources: Record<string, string>; events: number; findings: string[] };
  /** Things in the account that weren't there before. */
  destroyed: { remaining: number };
}

/** What the demo has to compare with, besides the result itself. */
export interface DemoEvidence {
  /** The body that the vendor sent, as it says itself. */
  posted: string | undefined;
  /** The attribute's own text. */
  customDataText: string | undefined;
  remaining: string[];
  removalStatus: string;
}

/** What a run that ends at its first step has to show: nothing in it can be taken for success. */
export function nothingReached(): DemoResult {
  return {
    deployment: { status: "not reached", steps: 0, seconds: 0 },
    secondPlan: { changes: -1 },
    call: { contactId: "", outcome: "not reached" },
    customData: null,
    trail: { sources: {}, events: 0, findings: [] },
    destroyed: { remaining: -1 },
  };
}

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
  expect(evidence.posted !== undefined, "The voice agent posted nothing.");
  expect(
    evidence.posted !== undefined && evidence.customDataText === evidence.posted,
    "customData isn't exactly what the voice agent posted.",
  );
  const sources = Object.entries(trail.sources);
  expect(sources.length > 0, "The trail has no sources.");
  for (const [source, state] of sources)
    expect(state === "ok", `The trail's source ${source} is "${state}".`);
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
