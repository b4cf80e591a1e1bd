"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { CustomDataView } from "./custom-data-reading";

const sample = JSON.stringify(
  { fName: "Ana", lName: "Ruiz", intent: "change booking", order: { id: "48213", paid: true } },
  null,
  2,
);
const maxCharacters = 100_000;

/** Any text can be tried before a call has it. Nothing of it is stored or sent. */
export function CustomDataPreview() {
  const [text, setText] = useState(sample);
  return (
    <Panel id="custom-data">
      <PanelHeader title="What the widget gets of customData" />
      <div className="grid grid-cols-1 gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
        <Field
          id="custom-data-text"
          label="Text to try"
          hint="What a voice agent hands over is the contact attribute customData. Nothing here is saved."
        >
          <textarea
            id="custom-data-text"
            aria-describedby="custom-data-text-hint"
            className="field-box font-mono text-xs"
            rows={10}
            maxLength={maxCharacters}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <CustomDataView text={text} />
      </div>
    </Panel>
  );
}
