import type { Problem } from "@/lib/kernel/result";
import type { GuideCheckCode } from "@/lib/vendors/guide-check";
import type { GuidePublication, SeenPublication } from "@/lib/vendors/guide-publication";
import { refusalOfPlan } from "./approve-publication";
import { noticesEveryChange } from "./compare-plan";
import { describeEnd } from "./describe-end";
import { giveUpLate } from "./give-up-lost";
import { isOpenEnd, isUnderWay, type PublicationEnd } from "./publication-status";
import type { PublicationPlan, StoredPublication } from "./publication-store";

/** What a step of the guide shows of publishing there: plain data, with nothing that this person may not see. */
export interface PublicationView {
  words: Pick<GuidePublication, "thing" | "planButton" | "publishButton" | "warning"> & { vendor: string };
  /** What the connection lacks for it. */
  missing: Problem | undefined;
  plan: PlanView | undefined;
  underWay: { approvedBy: string; approvedAt: string } | undefined;
  ended: EndView | undefined;
}

export interface PlanView {
  id: string;
  plannedBy: string;
  plannedAt: string;
  /** What a person types to approve it. */
  typedName: string;
  /** Rows of the guide whose state isn't that callers reach what is given. */
  rows: readonly { row: string; code: GuideCheckCode }[];
  changes: PublicationPlan["changes"];
  last: SeenPublication;
  /** False where somebody's change after the plan may go unnoticed: only the guide's own steps are compared then. */
  comparesAll: boolean;
  /** Why it can't be approved. */
  blocked: Problem | undefined;
}

export interface EndView {
  id: string;
  status: PublicationEnd;
  sentence: string;
  wayOut: string;
  endedAt: string;
  approvedBy: string;
  comment: string | undefined;
  mayLookAgain: boolean;
}

/** Pure. `all` are the integration's, newest first; `seesWho` is for people who may see who did what. */
export function viewPublication(
  publication: GuidePublication & { vendor: string },
  row: string,
  {
    all,
    connection,
    seesWho,
    now = new Date(),
  }: {
    all: readonly StoredPublication[];
    connection: { settings: Record<string, unknown>; secretFields: readonly string[] } | undefined;
    seesWho: boolean;
    now?: Date;
  },
): PublicationView {
  const { thing, planButton, publishButton, warning, vendor } = publication;
  const own = all.filter((each) => each.row === row).map((each) => giveUpLate(each, now));
  const planned = own.find(({ status }) => status === "planned");
  const active = own.find(({ status }) => isUnderWay(status));
  const ended = own
    .filter(({ endedAt }) => endedAt !== undefined)
    .sort((one, other) => Number(other.endedAt) - Number(one.endedAt))[0];
  return {
    words: { thing, planButton, publishButton, warning, vendor },
    missing: publication.missing(connection ?? { settings: {}, secretFields: [] }),
    // What ended after it was planned has changed what it shows.
    plan:
      planned && (ended?.endedAt === undefined || ended.endedAt <= planned.plannedAt)
        ? viewPlan(planned, row, seesWho)
        : undefined,
    underWay: active && {
      approvedBy: active.approvedBy ?? "",
      approvedAt: (active.approvedAt ?? active.plannedAt).toISOString(),
    },
    ended: ended && viewEnd(publication, ended),
  };
}

function viewPlan(
  { id, plannedBy, plannedAt, plan }: StoredPublication,
  own: string,
  seesWho: boolean,
): PlanView {
  return {
    ...{ id, plannedBy, plannedAt: plannedAt.toISOString(), typedName: plan.target.name },
    rows: plan.rows.flatMap(({ row, code }) => (row === own || code === "published" ? [] : [{ row, code }])),
    changes: seesWho ? plan.changes : maskAuthors(plan.changes),
    last: plan.last,
    comparesAll: noticesEveryChange(plan),
    blocked: refusalOfPlan(plan),
  };
}

/** Who isn't named is still told from another. */
function maskAuthors(changes: PublicationPlan["changes"]): PublicationPlan["changes"] {
  if ("unread" in changes) return changes;
  const named = changes.known.authors.filter(({ email }) => email !== "");
  const authors = changes.known.authors.map((author) => {
    const place = named.indexOf(author);
    return { email: place < 0 ? "" : `Person ${place + 1}`, count: author.count };
  });
  return { known: { ...changes.known, authors } };
}

function viewEnd(
  publication: GuidePublication & { vendor: string },
  { id, status, outcome, endedAt, approvedBy, comment }: StoredPublication,
): EndView | undefined {
  if (status === "planned" || status === "queued" || status === "publishing" || endedAt === undefined)
    return undefined;
  return {
    ...{ id, status, comment, approvedBy: approvedBy ?? "", endedAt: endedAt.toISOString() },
    ...describeEnd(publication, status, outcome),
    mayLookAgain: isOpenEnd(status),
  };
}
