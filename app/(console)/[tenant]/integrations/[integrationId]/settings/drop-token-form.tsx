"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { TokenPlace } from "@/lib/integrations/token-place";
import type { IntegrationId } from "@/lib/kernel/ids";

type Hours = 0 | 1 | 24 | 168;

interface DropTokenFormProps {
  drop: (input: {
    integrationId: IntegrationId;
    name: string;
    vendorHasNewToken: boolean;
    unusedForHours: Hours;
    acceptsRisk: boolean;
  }) => Promise<ActionResult<null>>;
  integrationId: IntegrationId;
  name: string;
  place: Pick<TokenPlace, "enteredIn" | "noun" | "ifDropped">;
}

const choices: readonly { hours: Hours; label: string }[] = [
  { hours: 1, label: "1 hour" },
  { hours: 24, label: "24 hours" },
  { hours: 168, label: "7 days" },
  { hours: 0, label: "don’t wait (it leaked)" },
];

/** Ends the previous token's time. What only a person can know is asked of a person. */
export function DropTokenForm({ drop, integrationId, name, place }: DropTokenFormProps) {
  const { enteredIn, noun, ifDropped } = place;
  const { isBusy, problem, run } = useAction();
  const [vendorHasNewToken, setVendorHasNewToken] = useState(false);
  const [unusedForHours, setUnusedForHours] = useState<Hours>(24);
  const [acceptsRisk, setAcceptsRisk] = useState(false);
  const asksForRisk =
    unusedForHours === 0 ||
    problem?.code === "previous-token-use-unknown" ||
    problem?.code === "risk-not-accepted" ||
    acceptsRisk;
  const input = { integrationId, name, vendorHasNewToken, unusedForHours, acceptsRisk };
  return (
    <form
      className="flex flex-col items-start gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void run(
          () => drop(input),
          () => undefined,
        );
      }}
    >
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={vendorHasNewToken}
          onChange={(event) => setVendorHasNewToken(event.target.checked)}
        />
        I’ve entered the new {noun} in {enteredIn}.
      </label>
      <label className="flex flex-wrap items-center gap-2">
        Drop the previous {noun} only if it has been unused for
        <select
          className="rounded-control border border-line-strong bg-panel px-2 py-1"
          value={unusedForHours}
          onChange={(event) => {
            const chosen = choices.find(({ hours }) => String(hours) === event.target.value);
            if (chosen) setUnusedForHours(chosen.hours);
          }}
        >
          {choices.map(({ hours, label }) => (
            <option key={hours} value={hours}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {asksForRisk ? (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5"
            checked={acceptsRisk}
            onChange={(event) => setAcceptsRisk(event.target.checked)}
          />
          I understand that requests with the previous {noun} may be refused (403), and that {ifDropped}.
        </label>
      ) : null}
      <Button type="submit" busy={isBusy} disabled={!vendorHasNewToken}>
        Drop previous {noun}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </form>
  );
}
