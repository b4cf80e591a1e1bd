import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { awsConnection } from "@/lib/connections/aws";
import { asappConnection } from "@/lib/vendors/asapp/connection";
import { koreConnection } from "@/lib/vendors/kore/connection";

/** A new kind of connection is one file and one line here. */
export const connectionKinds: readonly AnyConnectionKind[] = [awsConnection, koreConnection, asappConnection];

export function findConnectionKind(kind: string): AnyConnectionKind | undefined {
  return connectionKinds.find((each) => each.kind === kind);
}
