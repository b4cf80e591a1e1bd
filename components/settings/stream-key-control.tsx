"use client";

import { SelectOrOther } from "@/components/ui/select-or-other";
import type { StreamKey } from "@/lib/connections/list-stream-keys";
import type { Result } from "@/lib/kernel/result";

interface StreamKeyControlProps {
  id: string;
  "aria-invalid"?: boolean | undefined;
  "aria-describedby"?: string | undefined;
  value: string;
  /** Offered also when the account's keys couldn't be read. */
  own: { value: string; label: string };
  otherLabel: string;
  /** undefined: nobody looked. */
  keys: Result<StreamKey[]> | undefined;
  onChange: (value: string) => void;
}

/** One of the account's keys, by its alias; another key's ARN can be typed. */
export function StreamKeyControl({ own, keys, ...shared }: StreamKeyControlProps) {
  const listed = keys?.ok === true ? keys.value.filter(({ id }) => id !== own.value) : [];
  const groups = [
    { options: [own] },
    ...(listed.length === 0
      ? []
      : [
          {
            label: "Keys of the account",
            options: listed.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]),
  ];
  return (
    <div className="flex flex-col gap-1.5">
      <SelectOrOther {...shared} groups={groups} placeholder="arn:aws:kms:us-east-1:111122223333:key/…" />
      {keys?.ok === false ? (
        <p role="status" className="text-xs text-ink-soft">
          The account's keys couldn't be read, so only AWS's own is listed. {keys.problem.sentence} Another
          key's ARN can still be entered.
        </p>
      ) : null}
    </div>
  );
}
