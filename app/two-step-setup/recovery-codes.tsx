"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** Told this once; the screen can't show them again. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} role="status" tabIndex={-1} className="flex flex-col gap-3 outline-none">
      <p className="font-semibold">Save your recovery codes</p>
      <p className="text-ink-soft">
        If you lose your phone, each code signs you in once. Keep them where you keep passwords. They won't be
        shown again.
      </p>
      <ul
        data-testid="recovery-codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-control border border-line bg-sunk px-3 py-2.5 font-mono text-xs min-[420px]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={codes.join("\n")} label="the recovery codes" />
        <Button look="solid" size="small" onClick={onDone}>
          I've saved these codes
        </Button>
      </div>
    </div>
  );
}
