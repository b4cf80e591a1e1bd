import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/audit/record-audit";
import { koreSideOf } from "@/lib/blueprints/kore-voice/kore-side";
import { koreVoiceSettings } from "@/lib/blueprints/kore-voice/settings";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { config } from "@/lib/config";
import { type KoreSettings, koreBaseUrl, koreSettings } from "@/lib/connections/kore";
import { openConnection } from "@/lib/connections/store";
import { describeFailure } from "@/lib/deploy/describe-failure";
import { type OpenIntegration, openIntegration } from "@/lib/integrations/load-integration";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/result";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { type TenantId, withTenant } from "@/lib/tenant/scope";

export type CallEnding = "agent" | "bot" | "caller-hangs-up";

export interface TestCall {
  tenantId: TenantId;
  actor: Actor;
  integrationId: string;
  /** The caller's number: "+12065550123". */
  from: string;
  /** Which of the integration's numbers; the first when absent. */
  to?: string;
  ending: CallEnding;
  /** What the bot posts before it hands over; the bot's own defaults when absent. */
  post?: Record<string, unknown>;
}

export type PlacedCall =
  | { kind: "placed"; contactId: string }
  /** A real account: no API places an incoming call; a person dials. */
  | { kind: "dial"; number: string; sentence: string };

const TIMEOUT_MS = 10_000;
const placedAnswer = z.object({ contactId: z.string() });

/** Places a call on the sandbox, with the simulated Kore set up exactly as the guide says; names the number otherwise. */
export async function placeTestCall(call: TestCall): Promise<Result<PlacedCall>> {
  try {
    const open = await openIntegration(call.tenantId, call.integrationId);
    const to = call.to ?? numbersOf(open)[0];
    if (to === undefined) return fail(noNumber);
    if (open.access.kind !== "sandbox") {
      const sentence = `Dial ${to} from any telephone, then search for the contact by its time.`;
      return succeed({ kind: "dial", number: to, sentence });
    }
    await setUpKore(open, call.tenantId);
    const { sandbox } = config();
    const answer = await request("POST", `${sandbox?.url ?? ""}/_sandbox/calls`, {
      from: call.from,
      to,
      ending: call.ending,
      ...(call.post === undefined ? {} : { post: call.post }),
    });
    const { contactId } = placedAnswer.parse(answer);
    await withTenant(call.tenantId, (db) =>
      recordAudit(db, {
        tenantId: call.tenantId,
        actor: call.actor,
        action: "call:place",
        target: contactId,
        detail: { integration: call.integrationId, ending: call.ending },
      }),
    );
    return succeed({ kind: "placed", contactId });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function numbersOf({ input }: OpenIntegration): string[] {
  return numbersOfSettings(input.settings);
}

/** Does at the simulated Kore what the guide asks a person to do, with the same texts and the real token. */
async function setUpKore({ integration, input }: OpenIntegration, tenantId: TenantId): Promise<void> {
  const connectionId = integration.vendorConnections.kore ?? "";
  const opened = await openConnection(tenantId, connectionId);
  if (!opened.ok) throw new ProblemError(opened.problem);
  const kore: KoreSettings = koreSettings.parse(opened.value.settings);
  const side = koreSideOf({ ...input, settings: koreVoiceSettings.parse(input.settings) });
  if (side.serviceNode.url === undefined) throw new ProblemError(notDeployed);
  const headers = Object.entries(side.serviceNode.headers).map(([name, value]) => [
    name,
    typeof value === "string" ? value : secretOf(integration, tenantId, value.$secret),
  ]);
  await request("PUT", `${koreBaseUrl(kore)}/_sandbox/bots/${encodeURIComponent(kore.botId)}`, {
    ...side,
    clientId: kore.clientId,
    clientSecret: opened.value.secrets.clientSecret ?? "",
    serviceNode: { ...side.serviceNode, headers: Object.fromEntries(headers) },
  });
}

function secretOf(integration: OpenIntegration["integration"], tenantId: TenantId, name: string): string {
  const sealed = integration.secrets[name];
  return sealed === undefined
    ? ""
    : openSecret(sealed, placeOf("Integration", tenantId, integration.id, name));
}

async function request(method: "POST" | "PUT", url: string, body: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new ProblemError(sandboxSilent, { cause });
  }
  const text = await response.text();
  if (!response.ok) throw new ProblemError(refused(response.status));
  return text === "" ? undefined : JSON.parse(text);
}

const noNumber = {
  code: "no-number",
  sentence: "This integration has no number of its own; no call was placed.",
  wayOut: "Add a test number in its settings and deploy, or call the number of your own flow.",
};
const notDeployed = {
  code: "not-deployed",
  sentence: "The integration is not deployed yet; no call was placed.",
  wayOut: "Deploy it, then place the call.",
};
const sandboxSilent = {
  code: "sandbox-silent",
  sentence: "The sandbox does not answer; no call was placed.",
  wayOut: "Start the console with its sandbox and try again.",
};

function refused(status: number): Problem {
  return {
    code: "call-refused",
    sentence: `The sandbox refused the call (${status}).`,
    wayOut:
      "Write the caller's number like +12065550123, and use a number that the integration points at its flow.",
  };
}
