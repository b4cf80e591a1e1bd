"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import type { ActionResult } from "@/lib/access/action";
import type { CallFaultChoice } from "@/lib/calls/list-faults";
import type { IntegrationId } from "@/lib/kernel/ids";

export type ListFaults = (
  slug: string,
  asked: { integrationId: IntegrationId },
) => Promise<ActionResult<CallFaultChoice[]>>;

interface FaultChoiceProps {
  slug: string;
  integrationId: IntegrationId;
  listFaults: ListFaults;
}

/** On the sandbox a call can be made to fail, so that one sees what the console says of it. Nothing on a real account. */
export function FaultChoice({ slug, integrationId, listFaults }: FaultChoiceProps) {
  const [faults, setFaults] = useState<readonly CallFaultChoice[]>([]);
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    let isCurrent = true;
    listFaults(slug, { integrationId }).then(
      // Without the list the call is placed as it always was.
      (listed) => isCurrent && listed.ok && setFaults(listed.value),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [slug, integrationId, listFaults]);
  if (faults.length === 0) return null;
  const fault = faults.find(({ name }) => name === chosen);
  const codes = fault?.codes ?? [];
  return (
    <>
      <Field
        id="call-fault"
        label="What goes wrong"
        hint={
          fault?.changesAccount
            ? "This changes the sandbox account. The next call to the same number restores it."
            : undefined
        }
      >
        <select
          id="call-fault"
          name="fault"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          aria-describedby={fault?.changesAccount ? "call-fault-hint" : undefined}
          className="field-box"
        >
          <option value="">Nothing</option>
          {faults.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      {codes.length > 1 ? (
        <Field id="call-fault-code" label="With the status">
          <select key={chosen} id="call-fault-code" name="fault-code" className="field-box">
            {codes.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
    </>
  );
}
