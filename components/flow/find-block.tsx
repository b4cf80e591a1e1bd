"use client";

import { useId, useMemo, useState } from "react";
import type { FlowGraph } from "@/lib/flows/language/flow-graph";

/** Finds a block by its name, content, or action. */
export function FindBlock({ graph, onFind }: { graph: FlowGraph; onFind: (blockId: string) => void }) {
  const [text, setText] = useState("");
  const listId = useId();
  const entries = useMemo(
    () =>
      graph.nodes.map(({ id, title, kind, detail }) => ({
        id,
        words: [...new Set([title, kind, detail])].filter(Boolean).join(" · "),
      })),
    [graph],
  );
  const find = (wanted: string) =>
    entries.find(({ words, id }) => words === wanted || id === wanted) ??
    entries.find(({ words }) => words.toLowerCase().includes(wanted.toLowerCase()));
  function go(wanted: string): void {
    const found = wanted.trim() === "" ? undefined : find(wanted.trim());
    if (found) onFind(found.id);
  }
  return (
    <>
      <input
        aria-label="Find a block"
        placeholder="Find a block"
        list={listId}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          // A choice from the list comes as one change to the whole text.
          if (entries.some(({ words }) => words === event.target.value)) go(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(text);
        }}
        className="field-box w-44 text-xs sm:w-56"
      />
      <datalist id={listId}>
        {entries.map(({ id, words }) => (
          <option key={id} value={words} />
        ))}
      </datalist>
    </>
  );
}
