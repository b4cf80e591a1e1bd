import type { ConnectionView } from "@/lib/connections/store";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { vendors } from "@/lib/vendors/registry";

/** Amazon Connect, in the AWS account: told by the kind of its connection, as the vendors' own contact centers are. */
export const awsCenter = "aws";

/** A vendor whose account can take the place of the AWS account. */
export interface CenterChoice {
  /** Its connection's kind. */
  kind: string;
  /** "Acme". */
  title: string;
  /** After "the": "Acme account". */
  accountTitle: string;
}

export function listCenterChoices(): CenterChoice[] {
  return vendors.flatMap(({ connection, title, account }) =>
    account ? [{ kind: connection.kind, title, accountTitle: account.title }] : [],
  );
}

/** What to begin with, after a colon: "the AWS account that Amazon Connect runs in, or your Acme account". */
export function describeCenters(): string {
  const all = [
    "the AWS account that Amazon Connect runs in",
    ...listCenterChoices().map(({ accountTitle }) => `your ${accountTitle}`),
  ];
  return all.length === 1 ? all.join("") : `${all.slice(0, -1).join(", ")}, or ${all.at(-1)}`;
}

/** Kinds of the contact centers that a tenant has connected, Amazon Connect first. */
export function connectedCenters(connections: readonly Pick<ConnectionView, "kind">[]): string[] {
  const kinds = [awsCenter, ...listCenterChoices().map(({ kind }) => kind)];
  return kinds.filter((kind) => connections.some((connection) => connection.kind === kind));
}

/** Kinds of connection that a voice agent for that contact center can have; of any, where none is chosen yet. */
export function agentKindsFor(center: string | undefined): string[] {
  const centers = listCenterChoices().map(({ kind }) => kind);
  const fitting = listBlueprints().filter(
    ({ withoutAws, needs }) =>
      center === undefined || (withoutAws ? needs.includes(center) : center === awsCenter),
  );
  return [...new Set(fitting.flatMap(({ needs }) => needs))].filter((kind) => !centers.includes(kind));
}
