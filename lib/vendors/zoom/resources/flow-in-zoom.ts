import { createHash } from "node:crypto";
import { objectOf, type PlainObject, parseObject, textOf } from "@/lambdas/shared/plain-values";
import { canonicalJson } from "@/lib/engine/fingerprint";
import { ProblemError } from "@/lib/kernel/result";
import { findInContext, type ZoomContext } from "./ask-in-context";

/** Zoom imports files of up to 10 MB, and exports the same. */
export const maxFlowBytes = 10 * 1024 * 1024;

export interface FlowVersion {
  version: number;
  status: string;
  description: string;
}

export interface FlowInZoom {
  id: string;
  name: string;
  description: string;
  versions: readonly FlowVersion[];
}

export function flowPath(flowId: string, below = ""): string {
  return `/contact_center/flows/${encodeURIComponent(flowId)}${below}`;
}

/** undefined when the account has none of it. */
export async function fetchFlow(
  context: ZoomContext,
  key: string,
  by: "id" | "name",
): Promise<FlowInZoom | undefined> {
  if (key === "") return undefined;
  const query = { flow_identifier_type: by };
  const answer = await findInContext(context, { method: "GET", path: flowPath(key), query });
  return answer && readFlow(answer.value);
}

/** One flow with its versions. Throws a Problem for an answer without them: that is no flow without a published one. */
export function readFlow(value: PlainObject): FlowInZoom {
  if (Array.isArray(value.flow_versions)) return parseFlow(value);
  throw new ProblemError({
    code: "zoom-malformed",
    sentence: "Zoom returned a flow without its versions, so what callers reach isn't known.",
    wayOut: "Try again. If this continues, check whether a proxy responds in place of Zoom.",
  });
}

/** Pure: what Zoom tells of one flow, as far as it does. */
export function parseFlow(value: PlainObject): FlowInZoom {
  const versions = Array.isArray(value.flow_versions) ? value.flow_versions : [];
  return {
    id: textOf(value.flow_id),
    name: textOf(value.flow_name),
    description: textOf(value.flow_description),
    versions: versions.flatMap((each: unknown) => {
      const row = objectOf(each);
      const version = Number(row?.flow_version);
      return row && Number.isInteger(version)
        ? [
            {
              version,
              status: textOf(row.flow_version_status).toLowerCase(),
              description: textOf(row.flow_version_description),
            },
          ]
        : [];
    }),
  };
}

/** What callers reach; undefined while nothing is published. */
export function liveVersion({ versions }: FlowInZoom): FlowVersion | undefined {
  return versions.find(({ status }) => status === "published");
}

/** The text of a version's file; undefined when the flow or the version is gone. */
export async function exportFlow(
  context: ZoomContext,
  flowId: string,
  version: number,
): Promise<string | undefined> {
  const answer = await findInContext(context, {
    method: "GET",
    path: flowPath(flowId, "/export"),
    query: { flow_version: version },
    maxBytes: maxFlowBytes,
  });
  return answer?.text;
}

/** The same for files that say the same: the order of members has no meaning. */
export function hashOfFlow(text: string): string {
  const value = parseObject(text);
  return createHash("sha256")
    .update(value === undefined ? text : canonicalJson(value))
    .digest("base64url")
    .slice(0, 22);
}
