import { asappConnection } from "@/lib/connections/asapp";
import { awsConnection } from "@/lib/connections/aws";
import type { AnyConnectionKind } from "@/lib/connections/connection-kind";
import { koreConnection } from "@/lib/connections/kore";

/** A new kind of connection is one file and one line here. */
export const connectionKinds: readonly AnyConnectionKind[] = [awsConnection, koreConnection, asappConnection];

export function findConnectionKind(kind: string): AnyConnectionKind | undefined {
  return connectionKinds.find((each) => each.kind === kind);
}
