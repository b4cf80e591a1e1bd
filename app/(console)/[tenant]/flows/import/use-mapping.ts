"use client";

import { useEffect, useMemo, useState } from "react";
import type { ActionResult } from "@/lib/access/action";
import type { InstanceResources } from "@/lib/flow-library/instance-resources";
import { remapFlow } from "@/lib/flows/edit/remap-flow";
import { suggestMapping } from "@/lib/flows/edit/suggest-mapping";
import { findReferences } from "@/lib/flows/language/find-references";
import type {
  MappingSuggestion,
  ReferenceKind,
  ReferenceMapping,
  ReferenceTarget,
} from "@/lib/flows/language/flow-reference";
import type { Problem } from "@/lib/kernel/result";

export type ReadTargets = (input: {
  connectionId: string;
  kinds: ReferenceKind[];
}) => Promise<ActionResult<InstanceResources>>;

/** A person's choice for a reference: a thing of this instance by its ARN, or "keep" to leave it as it is. */
export type Choices = Readonly<Record<string, string>>;

export interface MappedFlow {
  suggestions: MappingSuggestion[];
  /** What each reference is turned to; none for those that stay as they are. */
  targetOf(suggestion: MappingSuggestion): ReferenceTarget | undefined;
  choose(key: string, choice: string): void;
  /** The flow's text with every choice in it. */
  text: string;
  /** References that point at nothing of this instance yet. */
  open: number;
  isReading: boolean;
  resources: InstanceResources;
  /** undefined until the instance was read: nothing is claimed about what isn't there. */
  known: InstanceResources | undefined;
  problem: Problem | undefined;
  /** Asks the instance once more; what was chosen stays. */
  readAgain(): void;
}

/** Reads what the instance offers for a flow's references, and keeps what a person chose. */
export function useMapping(source: string, connectionId: string, readTargets: ReadTargets): MappedFlow {
  const references = useMemo(() => findReferences(source), [source]);
  const kinds = useMemo(
    () => [...new Set(references.map(({ kind }) => kind))].sort().join(","),
    [references],
  );
  const [resources, setResources] = useState<InstanceResources>([]);
  const [problem, setProblem] = useState<Problem>();
  const [isReading, setReading] = useState(false);
  const [choices, setChoices] = useState<Choices>({});
  const [reads, setReads] = useState(1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is the reason to read again.
  useEffect(() => {
    if (kinds === "") return;
    let isStale = false;
    setReading(true);
    setProblem(undefined);
    readTargets({ connectionId, kinds: kinds.split(",") as ReferenceKind[] })
      .then((read) => {
        if (isStale) return;
        if (read.ok) setResources(read.value);
        else setProblem(read.problem);
      })
      .catch(() => {
        if (!isStale) setProblem(noAnswer);
      })
      .finally(() => {
        if (!isStale) setReading(false);
      });
    return () => {
      isStale = true;
    };
  }, [kinds, connectionId, readTargets, reads]);

  return useMemo(() => {
    const suggestions = suggestMapping(references, resources);
    const targetOf = ({ reference, target, candidates }: MappingSuggestion) => {
      const choice = choices[reference.key];
      if (choice === undefined) return target;
      return candidates.find(({ arn }) => arn === choice);
    };
    const mapping: Record<string, ReferenceTarget> = {};
    for (const suggestion of suggestions) {
      const chosen = targetOf(suggestion);
      if (chosen) mapping[suggestion.reference.key] = chosen;
    }
    return {
      suggestions,
      targetOf,
      choose: (key: string, choice: string) => setChoices((before) => ({ ...before, [key]: choice })),
      text: remapFlow(source, mapping satisfies ReferenceMapping).text,
      open: suggestions.filter((suggestion) => !targetOf(suggestion)).length,
      isReading,
      resources,
      known: resources.length > 0 ? resources : undefined,
      problem,
      readAgain: () => setReads((before) => before + 1),
    };
  }, [references, resources, choices, source, isReading, problem]);
}

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay, so the instance's resources couldn't be loaded.",
  wayOut: "Try again in a moment. Your choices are kept.",
};
