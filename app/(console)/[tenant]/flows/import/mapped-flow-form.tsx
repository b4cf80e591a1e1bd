"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { FlowView } from "@/components/flow/flow-view";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { fitForConnect } from "@/lib/flow-library/fit-for-connect";
import { flowTypeOf } from "@/lib/flow-library/flow-types";
import { checkFlow } from "@/lib/flows/check/check-flow";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import { type FlowFile, parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import { flowKindOf } from "@/lib/flows/language/rules/flow-kind";
import type { Problem } from "@/lib/kernel/result";
import { MappingTable } from "./mapping-table";
import type { SaveFlow } from "./save-flow";
import { type ExistingFlow, type FlowNaming, SavePanel } from "./save-panel";
import { type ReadTargets, useMapping } from "./use-mapping";

interface MappedFlowFormProps {
  file: FlowFile;
  fileName: string;
  connectionId: string;
  existing: ExistingFlow | undefined;
  canSave: boolean;
  readTargets: ReadTargets;
  save: SaveFlow;
  onSaved: (flowId: string) => void;
}

/** A flow that could be read, on its way into the instance. Whatever is refused, all that was chosen and typed stays. */
export function MappedFlowForm(props: MappedFlowFormProps) {
  const { file, fileName, connectionId, existing, canSave, readTargets, save, onSaved } = props;
  const mapped = useMapping(file.text, connectionId, readTargets);
  const [naming, setNaming] = useState<FlowNaming>({
    name: file.name || fileName.replace(/\.json$/i, ""),
    flowType: flowTypeOf(file.type) ?? "CONTACT_FLOW",
    description: file.description,
  });
  const [saving, setSaving] = useState<"draft" | "published">();
  const [refusal, setRefusal] = useState<{ problem: Problem; findings: FlowFinding[] }>();
  const { isBusy, problem, fields, run } = useAction();
  const notice = useRef<HTMLDivElement>(null);

  // Every choice is drawn and checked as it would be saved.
  const current = useMemo(() => {
    const read = parseFlowFile(mapped.text);
    return read.ok ? read.value : file;
  }, [mapped.text, file]);
  const kind = file.isModule ? undefined : flowKindOf(existing?.type ?? naming.flowType);
  const findings = useMemo(
    () => [...(refusal?.findings ?? []), ...checkFlow(current, { known: mapped.known, kind })],
    [refusal, current, mapped.known, kind],
  );
  const told = refusal?.problem ?? problem;
  useEffect(() => {
    if (told) notice.current?.scrollIntoView({ block: "nearest" });
  }, [told]);

  function submit(as: "draft" | "published"): void {
    setRefusal(undefined);
    const fit = fitForConnect(current, as);
    if (!fit.ok) {
      setRefusal({ problem: fit.problem, findings: [] });
      return;
    }
    const target = existing
      ? { kind: "existing" as const, flowId: existing.flowId, seenSha256: existing.seenSha256[as] }
      : { kind: "new" as const, ...naming };
    setSaving(as);
    void run(
      () => save({ connectionId, text: fit.value, target, as }),
      (outcome) => {
        if (outcome.ok) onSaved(outcome.value.flowId);
        else setRefusal({ problem: outcome.problem, findings: outcome.findings ?? [] });
      },
    );
  }

  return (
    <>
      {file.isModule ? <ProblemNotice state="attention" problem={moduleOnly} /> : null}
      <MappingTable mapped={mapped} />
      <FlowView flow={current.document} label={`Graph of ${naming.name || "the flow"}`} findings={findings} />
      {told ? (
        <div ref={notice}>
          <ProblemNotice problem={told} />
        </div>
      ) : null}
      {canSave && !file.isModule ? (
        <SavePanel
          existing={existing}
          naming={naming}
          onNaming={setNaming}
          errors={
            refusal?.problem.code === "flow-name-taken"
              ? { ...fields, "target.name": refusal.problem.wayOut }
              : fields
          }
          open={mapped.open}
          faults={findings.filter(({ severity }) => severity === "bad").length}
          isBusy={isBusy ? saving : undefined}
          onSave={submit}
        />
      ) : null}
    </>
  );
}

const moduleOnly: Problem = {
  code: "flow-is-module",
  sentence:
    "This is a flow module, which Connect keeps separate from flows. You can view it here, but not save it.",
  wayOut: "Import it as a module in the flow designer. Flows can then reference it.",
};
