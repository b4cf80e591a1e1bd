import { Pill, type State } from "@/components/ui/state";
import type { IssueState } from "@/lib/contacts/issues/issue";

const looks: Record<IssueState["kind"], { state: State; word: string }> = {
  open: { state: "unknown", word: "Open" },
  regressed: { state: "bad", word: "Regressed" },
  resolved: { state: "good", word: "Resolved" },
};

export function IssueStatePill({ state }: { state: IssueState }) {
  const { state: look, word } = looks[state.kind];
  return <Pill state={look}>{word}</Pill>;
}
