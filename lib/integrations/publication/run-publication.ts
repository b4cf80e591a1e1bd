import { givenUpBefore } from "@/lib/access/tenant/active-publication";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadIntegration, type StoredIntegration } from "@/lib/deployments/load-integration";
import { type Lease, LeaseLost } from "@/lib/jobs/lease";
import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { findGuidePublication } from "@/lib/vendors/blueprints";
import type { GuideCheckSubject } from "@/lib/vendors/guide-check";
import type { GuidePublication, SeenPublication } from "@/lib/vendors/guide-publication";
import { checkGuide, readGuide } from "../check-guide";
import { guideSubjectOf } from "../guide-subject";
import { isInProgress } from "./approve-publication";
import { comparePlan, planOf } from "./compare-plan";
import { endPublication } from "./end-publication";
import { type Ending, type FollowPace, followPublication, usualPace } from "./follow-publication";
import { giveUpLate, publicationLate } from "./give-up-lost";
import { loadPublication, type StoredPublication } from "./publication-store";

const readMs = 60_000;
/** Said to the vendor where the person said nothing, because it wants a comment. */
const usualComment = "Published from Patchbay";

interface PublicationJob {
  tenantId: TenantId;
  publicationId: string;
}

/**
 * Runs an approved publication. Compares the plan with the vendor once more, keeps that the vendor is about to be asked, asks
 * it once, and follows what comes of it within `pace`. A run that takes up one that was kept as asked for only follows it: it
 * may have been asked, and is never asked twice. Throws when `signal` is aborted; the next run goes on from there.
 */
export async function runPublication(
  { tenantId, publicationId }: PublicationJob,
  signal: AbortSignal,
  lease: Pick<Lease, "hold">,
  pace: FollowPace = usualPace,
): Promise<void> {
  const [stored, integration] = await withTenant(tenantId, async (db) => {
    const found = await loadPublication(db, publicationId);
    return [found, found && (await loadIntegration(db, tenantId, found.integrationId))] as const;
  });
  if (stored === undefined || integration === undefined) return;
  if (stored.status !== "queued" && stored.status !== "publishing") return;
  const publication = findGuidePublication(integration.blueprint.kind, stored.row);
  if (publication === undefined) return;
  const run = new Run(stored, integration, publication, signal);
  try {
    await run.go(lease, pace);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLost) throw error;
    log.warn({ err: error, publicationId }, "a publication broke off");
    await run.breakOff();
  }
}

class Run {
  readonly #stored: StoredPublication;
  readonly #integration: StoredIntegration;
  readonly #publication: GuidePublication;
  readonly #signal: AbortSignal;
  #mayBeAsked: boolean;

  constructor(
    stored: StoredPublication,
    integration: StoredIntegration,
    publication: GuidePublication,
    signal: AbortSignal,
  ) {
    this.#stored = stored;
    this.#integration = integration;
    this.#publication = publication;
    this.#signal = signal;
    this.#mayBeAsked = stored.status === "publishing";
  }

  async go(lease: Pick<Lease, "hold">, pace: FollowPace): Promise<void> {
    const [publication, stored, signal] = [this.#publication, this.#stored, this.#signal];
    const subject = await guideSubjectOf(this.#integration, signal);
    const { target } = stored.plan;
    if (this.#mayBeAsked) {
      const before = stored.before ?? nothingBefore;
      return this.#end(
        await followPublication(publication, subject, { target, before, answer: undefined }, pace),
      );
    }
    // Whoever approved it has been told otherwise by now.
    if (giveUpLate(stored, new Date()).status !== stored.status) return this.#end(unread(publicationLate));
    const reading = { ...subject, signal: AbortSignal.any([signal, AbortSignal.timeout(readMs)]) };
    const compared = await compareNow(publication, reading, stored, () =>
      readGuide(this.#integration, reading),
    );
    signal.throwIfAborted();
    if ("status" in compared) return this.#end(compared);
    await lease.hold();
    const kept = await keepAsAsked(stored, this.#integration.tenantId, compared.last);
    if (!kept.ok) return this.#end(unread(kept.problem));
    this.#mayBeAsked = true;
    const answer = await publication.publish(subject, target, stored.comment ?? usualComment);
    const asked = { target, before: compared.last, answer };
    await this.#end(await followPublication(publication, subject, asked, pace));
  }

  /** Something failed that nobody expected. */
  breakOff(): Promise<void> {
    return this.#end(
      this.#mayBeAsked ? { status: "unknown", outcome: { unread: brokenOff } } : unread(brokenOff),
    );
  }

  async #end(ending: Ending): Promise<void> {
    const { tenantId } = this.#integration;
    const { integrationId } = this.#stored;
    const isKept = await endPublication({ tenantId, actor, stored: this.#stored, ending });
    if (isKept && ending.status === "published") await checkGuide({ tenantId, integrationId, actor });
  }
}

const actor = { name: "worker" };
const nothingBefore: SeenPublication = { state: "none", parts: [] };

/** The vendor's last publication, or why ours isn't asked for. */
async function compareNow(
  publication: GuidePublication,
  subject: GuideCheckSubject,
  { plan }: StoredPublication,
  read: () => ReturnType<typeof readGuide>,
): Promise<Ending | { last: SeenPublication }> {
  const sight = await publication.read(subject);
  if (!sight.ok) return unread(sight.problem);
  const results = await read();
  const { last } = sight.value;
  // Before the comparison: with another one in progress, the rest is about to change anyway.
  if (isInProgress(planOf(sight.value, []))) return { status: "busy", outcome: { seen: last } };
  const comparison = comparePlan(plan, sight.value, results);
  if (comparison.kind === "same") return { last };
  return comparison.kind === "changed" ? { status: "changed", outcome: {} } : unread(comparison.problem);
}

function unread(problem: Problem): Ending {
  return { status: "unread", outcome: { problem } };
}

const brokenOff: Problem = {
  code: "publication-broken-off",
  sentence: "Patchbay failed while it worked on this. Its log says why.",
  wayOut: "Plan again.",
};

/** From here on it may have been asked for. Fails when the tenant is archived, and when it was given up meanwhile. */
async function keepAsAsked(
  { id }: StoredPublication,
  tenantId: TenantId,
  before: SeenPublication,
): Promise<Result<undefined>> {
  return withTenant(tenantId, async (db) => {
    const open = await holdOpen(db, tenantId);
    if (!open.ok) return open;
    const { count } = await db.guidePublication.updateMany({
      where: { id, status: "queued", approvedAt: { gt: givenUpBefore() } },
      data: { status: "publishing", before: toJson(before) },
    });
    return count === 1 ? succeed(undefined) : fail(publicationLate);
  });
}
