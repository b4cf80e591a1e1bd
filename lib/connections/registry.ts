import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { vendors } from "@/lib/vendors/registry";
import { awsConnection } from "./aws";

/** The AWS account, and each vendor's own. */
export const connectionKinds: readonly AnyConnectionKind[] = [
  awsConnection,
  ...vendors.map(({ connection }) => connection),
];

export function findConnectionKind(kind: string): AnyConnectionKind | undefined {
  return connectionKinds.find((each) => each.kind === kind);
}
