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
  existing: ExistingFlow | undefined;
  canSave: boolean;
  readTargets: ReadTargets;
  save: SaveFlow;
}

/** From a file to a flow of the instance: what was brought, what it points at, and under which name it is saved. */
export function ImportForm({
  flowsPath,
  connectionId,
  existing,
  canSave,
  readTargets,
  save,
}: ImportFormProps) {
  const router = useRouter();
  const [brought, setBrought] = useState<BroughtFlow>();
  const file: FlowFile | undefined = brought?.read.ok ? brought.read.value : undefined;
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
          existing={existing}
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
