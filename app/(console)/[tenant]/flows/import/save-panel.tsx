"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { flowTypes, flowTypeTitle } from "@/lib/flow-library/flow-types";

/** A flow of the instance whose content is to be replaced. */
export interface ExistingFlow {
  flowId: string;
  name: string;
  /** AWS's word: CONTACT_FLOW, CUSTOMER_QUEUE. */
  type: string;
  /** What was there when this screen was opened. */
  seenSha256: { draft: string; published: string };
}

export interface FlowNaming {
  name: string;
  flowType: string;
  description: string;
}

interface SavePanelProps {
  existing: ExistingFlow | undefined;
  naming: FlowNaming;
  onNaming: (naming: FlowNaming) => void;
  errors: Record<string, string>;
  /** References that point at nothing here. */
  open: number;
  faults: number;
  isBusy: "draft" | "published" | undefined;
  onSave: (as: "draft" | "published") => void;
}

/** Under which name, and whether calls may run it. */
export function SavePanel(props: SavePanelProps) {
  const { existing, naming, onNaming, errors, open, faults, isBusy, onSave } = props;
  return (
    <Panel>
      <PanelHeader title={existing ? `Into ${existing.name}` : "As new flow"} />
      {existing ? null : (
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 border-b border-line p-3.5 lg:grid-cols-2">
          <TextField
            name="flow-name"
            label="Name"
            value={naming.name}
            maxLength={127}
            onChange={(event) => onNaming({ ...naming, name: event.target.value })}
            error={errors["target.name"]}
          />
          <Field id="flow-type" label="Type" hint="It can't be changed later.">
            <select
              id="flow-type"
              aria-describedby="flow-type-hint"
              value={naming.flowType}
              onChange={(event) => onNaming({ ...naming, flowType: event.target.value })}
              className="field-box"
            >
              {flowTypes.map((type) => (
                <option key={type} value={type}>
                  {flowTypeTitle(type)}
                </option>
              ))}
            </select>
          </Field>
          <div className="lg:col-span-2">
            <TextField
              name="flow-description"
              label="Description"
              optional
              value={naming.description}
              maxLength={500}
              onChange={(event) => onNaming({ ...naming, description: event.target.value })}
              error={errors["target.description"]}
            />
          </div>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3 p-3.5">
        <Button
          look="solid"
          busy={isBusy === "published"}
          disabled={isBusy !== undefined}
          onClick={() => onSave("published")}
        >
          Publish
        </Button>
        <Button busy={isBusy === "draft"} disabled={isBusy !== undefined} onClick={() => onSave("draft")}>
          Save as draft
        </Button>
        <p className="min-w-0 flex-1 basis-64 text-ink-soft">
          {adviceOf(open, faults, existing !== undefined)}
        </p>
      </div>
    </Panel>
  );
}

function adviceOf(open: number, faults: number, replaces: boolean): string {
  const draft = "A draft isn't checked and doesn't take calls.";
  if (open + faults > 0) {
    const what = [
      faults > 0 ? (faults === 1 ? "1 error" : `${faults} errors`) : "",
      open > 0 ? (open === 1 ? "1 unmapped reference" : `${open} unmapped references`) : "",
    ].filter(Boolean);
    return `There ${faults + open === 1 ? "is" : "are"} ${what.join(" and ")}: Amazon Connect might refuse to publish the flow. ${draft}`;
  }
  return replaces
    ? `Once published, it runs on the next call. ${draft}`
    : `Once published, calls run it when a phone number or another flow leads to it. ${draft}`;
}
