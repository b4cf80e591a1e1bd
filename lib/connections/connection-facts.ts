import type { Fact } from "@/lib/connection-kinds/connection-kind";
import { findConnectionKind } from "./registry";
import type { ConnectionView } from "./store";

type Stored = Pick<ConnectionView, "kind" | "settings">;

/** None for settings that the kind does not know (any more). */
export function connectionFacts({ kind, settings }: Stored): readonly Fact[] {
  const type = findConnectionKind(kind);
  const parsed = type?.settings.safeParse(settings);
  return type && parsed?.success ? type.facts(parsed.data) : [];
}

/** The same in one line, for a list. */
export function connectionLine(stored: Stored): string {
  return connectionFacts(stored)
    .flatMap(({ inLine }) => inLine ?? [])
    .join(" · ");
}
