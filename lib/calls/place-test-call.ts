import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { sandboxOfCalls } from "@/lib/calls/sandbox-of-calls";
import { setUpVendor } from "@/lib/calls/set-up-vendor";
import { numbersInPlace } from "@/lib/deployments/deployed-settings";
import { openIntegration } from "@/lib/deployments/load-integration";
import { asContactId, type ContactId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { testCallsOf, vendorOfBlueprint } from "@/lib/vendors/blueprints";

export interface TestCall {
  tenantId: TenantId;
  actor: Actor;
  integrationId: IntegrationId;
  /** The caller's number: "+12065550123". */
  from: string;
  /** Which of the numbers that lead to it; the first when absent. */
  to?: string;
  /** One of those that the integration's kind can come to. */
  ending: string;
  /** What the voice agent gives back, in the vendor's own words; its own defaults when absent. */
  post?: Record<string, unknown> | undefined;
  /** What goes wrong, by the sandbox's name for it (listCallFaults); nothing when absent. */
  fault?: string | undefined;
  /** Which SIP or HTTP status, for faults that have several; the usual one when absent. */
  faultCode?: number | undefined;
}

export type PlacedCall =
  | { kind: "placed"; contactId: ContactId }
  /** A real account: no API places an incoming call; a person dials. */
  | { kind: "dial"; number: string; sentence: string };

const placedAnswer = z
  .union([
    z.object({ contactId: z.string() }),
    z.object({ engagementId: z.string() }).transform(({ engagementId }) => ({ contactId: engagementId })),
  ])
  .transform(({ contactId }) => ({ contactId: asContactId(contactId) }));

/** Places a call on the sandbox, with the simulated vendor set up as the guide says; names the number otherwise. */
export async function placeTestCall(call: TestCall): Promise<Result<PlacedCall>> {
  try {
    const open = await openIntegration(call.tenantId, call.integrationId);
    const numbers = numbersInPlace(open.integration);
    const to = call.to ?? numbers[0];
    if (to === undefined) return fail(noNumber);
    if (!numbers.includes(to)) return fail(otherNumber);
    if (!open.input.isSandbox) {
      const sentence = `Dial ${to} from any phone, then search for the contact by time.`;
      return succeed({ kind: "dial", number: to, sentence });
    }
    const { kind } = open.integration.blueprint;
    const [vendor, testCalls] = [vendorOfBlueprint(kind), testCallsOf(kind)];
    const isKnown = testCalls?.endings.some(({ value }) => value === call.ending);
    if (!vendor || !testCalls || !isKnown) return fail(unknownEnding);
    await setUpVendor(vendor, testCalls, open, call.tenantId);
    const answer = await askSandbox(call.tenantId, "POST", `${sandboxOfCalls(open)}/_sandbox/calls`, {
      from: call.from,
      to,
      ending: call.ending,
      ...(call.post === undefined ? {} : { [testCalls.gives]: call.post }),
      ...(call.fault === undefined ? {} : { fault: call.fault }),
      ...(call.fault === undefined || call.faultCode === undefined ? {} : { code: call.faultCode }),
    });
    const { contactId } = placedAnswer.parse(answer);
    await withTenant(call.tenantId, (db) =>
      recordAudit(db, {
        tenantId: call.tenantId,
        actor: call.actor,
        action: "call:place",
        target: contactId,
        detail: {
          integration: call.integrationId,
          ending: call.ending,
          ...(call.fault === undefined ? {} : { fault: call.fault }),
        },
      }),
    );
    return succeed({ kind: "placed", contactId });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

const noNumber = {
  code: "no-number",
  sentence: "This integration has no phone number. No call was placed.",
  wayOut: "Add a test number in its settings and deploy, or call your own flow's number.",
};
const otherNumber = {
  code: "number-not-here",
  sentence: "This number doesn't belong to the integration. No call was placed.",
  wayOut: "Choose one of the numbers in the integration's settings.",
};
const unknownEnding = {
  code: "call-ending-unknown",
  sentence: "Calls through this integration can't end that way. No call was placed.",
  wayOut: "Choose one of the endings in the form.",
};
