import { formatUtc } from "@/lib/kernel/format-utc";
import type { Problem } from "@/lib/kernel/result";
import { findBlueprint, vendorOfBlueprint } from "@/lib/vendors/blueprints";

/** Who sends a token, and in which of its forms it stands. */
export interface TokenPlace {
  /** Its name, for sentences. */
  vendor: string;
  /** After "in". */
  enteredIn: string;
  /** What people call it: "token". */
  noun: string;
  /** After "and that": what happens to whatever still sends a dropped one. */
  ifDropped: string;
}

export function placeOfToken(blueprint: string, name: string): TokenPlace {
  const { enteredIn, noun, ifDropped } = findBlueprint(blueprint)?.generatedSecrets[name] ?? {};
  return {
    vendor: vendorOfBlueprint(blueprint)?.title ?? "the vendor",
    enteredIn: enteredIn ?? "the vendor's form",
    noun: noun ?? "token",
    ifDropped: ifDropped ?? "those calls reach agents without metadata",
  };
}

export function rotationUnderWay({ vendor, noun }: TokenPlace): Problem {
  return {
    code: "rotation-under-way",
    sentence: `The ${noun} wasn't rotated: a rotation is already in progress, and a second new ${noun} would lock out ${vendor} if it still sends the first one.`,
    wayOut: `Deploy, enter the new ${noun} at ${vendor}, and drop the previous one. Then you can rotate again.`,
  };
}

export function noPrevious({ noun }: TokenPlace): Problem {
  return {
    code: "no-previous-token",
    sentence: `There is no previous ${noun} anymore; nothing was changed.`,
    wayOut: "Reload the page.",
  };
}

export function newTokenNotConfirmed({ vendor, enteredIn, noun }: TokenPlace): Problem {
  return {
    code: "new-token-not-confirmed",
    sentence: `The previous ${noun} was kept: confirm first that ${vendor} has the new one.`,
    wayOut: `Enter the new ${noun} in ${enteredIn} (the guide shows it), then confirm it here.`,
  };
}

export function newTokenNotLive({ vendor, noun }: TokenPlace): Problem {
  return {
    code: "new-token-not-live",
    sentence: `The new ${noun} isn't deployed yet, so the account still accepts only the earlier one.`,
    wayOut: `Plan changes and deploy. After that the new ${noun} is shown and can be entered at ${vendor}.`,
  };
}

export function riskNotAccepted({ noun }: TokenPlace): Problem {
  return {
    code: "risk-not-accepted",
    sentence: `The previous ${noun} was kept: dropping it without waiting needs your confirmation.`,
    wayOut: `Confirm that requests with the previous ${noun} may be refused, or choose a time to wait.`,
  };
}

export function cannotRead({ sentence, theirWords }: Problem, { noun }: TokenPlace): Problem {
  return {
    code: "live-token-unknown",
    sentence: `Can't tell which ${noun} the account accepts, so nothing was shown or changed. ${sentence}`,
    wayOut: "Fix the account's connection, then try again.",
    ...(theirWords === undefined ? {} : { theirWords }),
  };
}

export function stillUsed(at: Date, { enteredIn, noun }: TokenPlace): Problem {
  return {
    code: "previous-token-used",
    sentence: `The previous ${noun} was kept: it was last used at ${formatUtc(at)}.`,
    wayOut: `Check that the new ${noun} is in ${enteredIn}, then wait for the chosen time. If the previous ${noun} has leaked, drop it without waiting.`,
  };
}

export function tooSoon(since: Date, unusedForHours: number, { noun }: TokenPlace): Problem {
  const earliest = new Date(since.getTime() + unusedForHours * 3_600_000);
  return {
    code: "previous-token-too-soon",
    sentence: `The previous ${noun} was kept: the new one has been live only since ${formatUtc(since)}, which is less than ${unusedForHours === 1 ? "an hour" : `${unusedForHours} hours`}.`,
    wayOut: `Try again after ${formatUtc(earliest)}, or choose a shorter time.`,
  };
}

export function unknownUse(
  use: { kind: "no-posts"; since: Date } | { kind: "unknown"; problem: Problem },
  { vendor, noun }: TokenPlace,
): Problem {
  return {
    code: "previous-token-use-unknown",
    sentence:
      use.kind === "no-posts"
        ? `The previous ${noun} was kept: there were no requests since ${formatUtc(use.since)}, so it's unknown which ${noun} ${vendor} sends.`
        : `The previous ${noun} was kept: can't tell when it was last used. ${use.problem.sentence}`,
    wayOut: `Wait for a request, or confirm that requests with the previous ${noun} may be refused.`,
  };
}
