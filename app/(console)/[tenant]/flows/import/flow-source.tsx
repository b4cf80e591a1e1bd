"use client";

import { FileUp } from "lucide-react";
import { type ChangeEvent, type DragEvent, useId, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { type FlowFile, parseFlowBytes, parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import type { Result } from "@/lib/kernel/result";

export interface BroughtFlow {
  fileName: string;
  read: Result<FlowFile>;
}

interface FlowSourceProps {
  brought: BroughtFlow | undefined;
  onBring: (brought: BroughtFlow | undefined) => void;
}

/** A file chosen or dropped, or a text pasted. */
export function FlowSource({ brought, onBring }: FlowSourceProps) {
  const [pasted, setPasted] = useState("");
  const [isOver, setOver] = useState(false);
  const fileId = useId();
  const pasteId = useId();

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    onBring({ fileName: file.name, read: parseFlowBytes(bytes) });
  }
  function onChoose(event: ChangeEvent<HTMLInputElement>): void {
    void take(event.target.files?.[0]);
    // The same file, corrected meanwhile, may be chosen again.
    event.target.value = "";
  }
  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  if (brought?.read.ok) {
    const { document, text } = brought.read.value;
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-line bg-panel px-3.5 py-2.5">
        <p className="min-w-0 flex-1 basis-60">
          <span className="font-medium">{brought.fileName || "Pasted text"}</span>
          <span className="text-ink-soft">
            {" "}
            · {document.Actions.length === 1 ? "1 block" : `${document.Actions.length} blocks`} ·{" "}
            {Math.ceil(text.length / 1024)} KB
          </span>
        </p>
        <Button size="small" onClick={() => onBring(undefined)}>
          Choose another
        </Button>
      </div>
    );
  }
  return (
    <Panel>
      <PanelHeader title="The flow" />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button and the text do the same. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={classNames("grid gap-5 p-3.5 md:grid-cols-2", isOver && "bg-accent-wash")}
      >
        <div className="flex flex-col items-start gap-2">
          <p className="font-medium">From a file</p>
          <p className="text-ink-soft">
            The .json file that the flow designer exports. You can also drop it here.
          </p>
          <label htmlFor={fileId} className={classNames(buttonClasses("solid"), "cursor-pointer")}>
            <FileUp className="size-3.5" aria-hidden="true" />
            Choose a file
          </label>
          <input
            id={fileId}
            type="file"
            accept=".json,application/json,text/plain"
            onChange={onChoose}
            className="sr-only"
            data-testid="flow-file"
          />
        </div>
        <div className="flex flex-col gap-2">
          <label htmlFor={pasteId} className="font-medium">
            Or paste the text
          </label>
          <textarea
            id={pasteId}
            rows={6}
            spellCheck={false}
            value={pasted}
            placeholder='{"Version":"2019-10-30","StartAction":…'
            onChange={(event) => {
              const text = event.target.value;
              setPasted(text);
              if (text.trim() === "") onBring(undefined);
              else onBring({ fileName: "", read: parseFlowFile(text) });
            }}
            className="field-box font-mono text-xs"
          />
        </div>
      </div>
    </Panel>
  );
}
