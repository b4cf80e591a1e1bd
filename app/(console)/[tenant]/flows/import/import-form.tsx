"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { FlowFile } from "@/lib/flows/language/parse-flow-file";
import { type BroughtFlow, FlowSource } from "./flow-source";
import { MappedFlowForm } from "./mapped-flow-form";
import type { SaveFlow } from "./save-flow";
import type { ExistingFlow } from "./save-panel";
import type { ReadTargets } from "./use-mapping";

interface ImportFormProps {
  flowsPath: string;
  connectionId: string;
  /** The flow to replace; undefined for a new one, or while it can't be read. */
  existing: ExistingFlow | undefined;
  isReplacement: boolean;
  canSave: boolean;
  readTargets: ReadTargets;
  save: SaveFlow;
}

/** From a file to a flow of the instance: what was brought, what it points at, and under which name it is saved. */
export function ImportForm({
  flowsPath,
  connectionId,
  existing,
  isReplacement,
  canSave,
  readTargets,
  save,
}: ImportFormProps) {
  const router = useRouter();
  // As it was opened: a refusal reads the page again, and what others saved meanwhile has to stay refused until it was seen.
  const [opened, setOpened] = useState(existing);
  if (opened === undefined && existing !== undefined) setOpened(existing);
  const [brought, setBrought] = useState<BroughtFlow>();
  const file: FlowFile | undefined = brought?.read.ok ? brought.read.value : undefined;
  // Without it, the form would make a new flow.
  if (isReplacement && opened === undefined) return null;
  return (
    <div className="flex flex-col gap-4">
      <FlowSource brought={brought} onBring={setBrought} />
      {brought && !brought.read.ok ? (
        <ProblemNotice
          problem={brought.fileName ? named(brought.fileName, brought.read.problem) : brought.read.problem}
        />
      ) : null}
      {file ? (
        <MappedFlowForm
          key={file.text}
          file={file}
          fileName={brought?.fileName ?? ""}
          connectionId={connectionId}
          existing={opened}
          canSave={canSave}
          readTargets={readTargets}
          save={save}
          onSaved={(flowId) => {
            const [path = "", query] = flowsPath.split("?");
            router.push(`${path}/${encodeURIComponent(flowId)}${query ? `?${query}` : ""}`);
          }}
        />
      ) : null}
    </div>
  );
}

function named<Told extends { sentence: string }>(fileName: string, problem: Told): Told {
  return { ...problem, sentence: `${fileName}: ${problem.sentence}` };
}
