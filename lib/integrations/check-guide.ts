import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import {
  integrationNotFound,
  loadIntegration,
  type StoredIntegration,
} from "@/lib/deployments/load-integration";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { guideCheckersOf } from "@/lib/vendors/blueprints";
import {
  type GuideChecker,
  type GuideCheckResult,
  type GuideCheckSubject,
  unknownRow,
} from "@/lib/vendors/guide-check";
import { askedPrint } from "./call-proofs";
import { keepGuideChecks } from "./guide-check-store";
import { guideSubjectOf } from "./guide-subject";

/** An export at the vendor takes a while; a person waits for the answer. */
const usualTimeoutMs = 60_000;

interface GuideCheckRequest {
  tenantId: TenantId;
  integrationId: IntegrationId;
  actor: Actor;
  /** Of whoever can't wait to the end: nothing is kept then, and it throws. */
  signal?: AbortSignal;
  /** For all vendors' answers together. */
  timeoutMs?: number;
}

/** One at a time for each integration in this process: whoever clicks again gets the same answer. */
const running = new Map<string, Promise<Result<GuideCheckResult[]>>>();

/**
 * Asks the vendors' own APIs what of the guide is done, keeps it, and records who asked. Only reads there. What can't be
 * read is a result of its own ("unknown"). Call it outside any scope.
 */
export async function checkGuide(request: GuideCheckRequest): Promise<Result<GuideCheckResult[]>> {
  const key = `${request.tenantId}/${request.integrationId}`;
  const before = running.get(key);
  if (before) return before;
  const work = check(request).finally(() => running.delete(key));
  running.set(key, work);
  return work;
}

async function check({
  tenantId,
  integrationId,
  actor,
  signal,
  timeoutMs = usualTimeoutMs,
}: GuideCheckRequest): Promise<Result<GuideCheckResult[]>> {
  const integration = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId));
  if (integration === undefined) return fail(integrationNotFound);
  const checkers = guideCheckersOf(integration.blueprint.kind);
  if (checkers.length === 0) return fail(nothingToCheck);
  const at = new Date();
  const deadline = AbortSignal.timeout(timeoutMs);
  const subject = await guideSubjectOf(integration, signal ? AbortSignal.any([signal, deadline]) : deadline);
  const steps = integration.blueprint.guide(subject.input);
  const results = await readGuide(integration, subject, timeoutMs);
  signal?.throwIfAborted();
  await withTenant(tenantId, async (db) => {
    // Deleted in the meantime.
    if ((await db.integration.count({ where: { id: integrationId } })) === 0) return;
    const asked = ({ row }: GuideCheckResult) => askedPrint(stepOf(steps, row), integration);
    await keepGuideChecks(
      db,
      { tenantId, integrationId, at },
      results.map((result) => ({ ...result, askedSha256: asked(result) })),
    );
    const detail = Object.fromEntries(results.map(({ row, code }) => [row, code]));
    await recordAudit(db, { tenantId, actor, action: "guide:check", target: integrationId, detail });
  });
  return succeed(results);
}

/** What the vendors' APIs show now, without keeping it. Only reads; throws nothing that a checker throws. */
export async function readGuide(
  { blueprint }: Pick<StoredIntegration, "blueprint">,
  subject: GuideCheckSubject,
  timeoutMs = usualTimeoutMs,
): Promise<GuideCheckResult[]> {
  const late = tooSlow(timeoutMs);
  const checkers = guideCheckersOf(blueprint.kind);
  return (await Promise.all(checkers.map((checker) => readAll(checker, subject, late)))).flat();
}

/** A row that the guide doesn't show asks for nothing: only the connections count. */
function stepOf(steps: readonly GuideStep[], row: string): Pick<GuideStep, "values"> {
  return steps.find((step) => step.row === row) ?? { values: [] };
}

/** Every row of the checker, once: one that it says nothing of is unknown, and so are all when it fails. */
async function readAll(
  checker: GuideChecker,
  subject: GuideCheckSubject,
  late: { sentence: string; wayOut: string },
): Promise<GuideCheckResult[]> {
  try {
    const read = await inTime(checker.read(subject), subject.signal);
    return checker.rows.map((row) => read.find((each) => each.row === row) ?? { row, ...nothing });
  } catch (error) {
    const why = subject.signal.aborted ? late : describeFailure(error);
    return checker.rows.map((row) => unknownRow(row, why));
  }
}

const nothing = { code: "unknown", detail: "Nothing was found out about this step." } as const;

/** Also a checker that doesn't look at its signal ends in time. */
async function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("late")), { once: true });
  });
  return Promise.race([work, late]);
}

function tooSlow(timeoutMs: number) {
  return {
    sentence: `The vendor didn't answer within ${timeoutMs / 1_000} seconds.`,
    wayOut: "Check again in a few minutes.",
  };
}
const nothingToCheck = {
  code: "guide-unchecked",
  sentence: "No vendor API shows anything about this guide.",
  wayOut: "Do the steps, and watch a call: it proves them.",
};
