"use client";

import { useRef } from "react";
import type { ControlProps } from "./control-props";

interface NumbersEntry {
  kind: "numbers";
  testNumbers: string[];
  liveNumbers: string[];
  promoted: boolean;
}

const noNumbers: NumbersEntry = { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false };

function toEntry(value: unknown): NumbersEntry | { kind: "own-flow" } {
  const kind = typeof value === "object" && value !== null ? Reflect.get(value, "kind") : undefined;
  if (kind === "own-flow") return { kind };
  return { ...noNumbers, ...(typeof value === "object" && value !== null ? value : {}) };
}

/** Which numbers lead to the flow, to try it on and for everybody; or none, when the tenant's own flow leads to it. */
export function EntryControl({ id, value, partErrors, choices, numbersInUse, onChange }: ControlProps) {
  const entry = toEntry(value);
  // Whoever only looks at the other way in gets back what was chosen.
  const lastNumbers = useRef(noNumbers);
  const faults = Object.values(partErrors);
  const numbers = [
    ...new Set([
      ...(choices?.numbers ?? []),
      ...(entry.kind === "numbers" ? [...entry.testNumbers, ...entry.liveNumbers] : []),
    ]),
  ];
  return (
    <fieldset
      id={id}
      aria-describedby={faults.length > 0 ? `${id}-error` : undefined}
      data-invalid={faults.length > 0 ? "" : undefined}
      className="flex min-w-0 flex-col gap-2 rounded-control border border-line p-2.5"
    >
      <legend className="sr-only">How callers reach the flow</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        <Radio
          name={id}
          isChosen={entry.kind === "numbers"}
          label="Phone numbers point to the flow"
          onChoose={() => onChange(lastNumbers.current)}
        />
        <Radio
          name={id}
          isChosen={entry.kind === "own-flow"}
          label="Our own flow transfers to it"
          onChoose={() => {
            if (entry.kind === "numbers") lastNumbers.current = entry;
            onChange({ kind: "own-flow" });
          }}
        />
      </div>
      {entry.kind === "numbers" ? (
        <>
          {numbers.length === 0 ? (
            <p className="text-xs text-ink-soft">
              {choices
                ? "The instance has no claimed number."
                : "The instance's numbers couldn't be read, so none can be chosen."}
            </p>
          ) : null}
          <ul className="divide-y divide-line">
            {numbers.map((number) => (
              <li key={number} className="flex flex-wrap items-center justify-between gap-2 py-1">
                <span className="min-w-0 wrap-anywhere">
                  <span className="font-mono text-xs">{number}</span>
                  {numbersInUse[number] === undefined ? null : (
                    <span className="ml-2 text-xs text-ink-soft">used by {numbersInUse[number]}</span>
                  )}
                </span>
                <select
                  aria-label={`What ${number} is for`}
                  value={placeOf(entry, number)}
                  onChange={(event) => onChange(move(entry, number, event.target.value))}
                  className="field-box w-auto max-w-full text-xs"
                >
                  <option value="none">not used here</option>
                  <option
                    value="test"
                    disabled={numbersInUse[number] !== undefined && placeOf(entry, number) !== "test"}
                  >
                    test number, points to the flow immediately
                  </option>
                  <option value="live">live number, when promoted</option>
                </select>
              </li>
            ))}
          </ul>
          {entry.liveNumbers.length > 0 ? (
            <label className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={entry.promoted}
                onChange={(event) => onChange({ ...entry, promoted: event.target.checked })}
                className="accent-accent"
              />
              Promoted: the next deployment also points the live numbers to the flow
            </label>
          ) : null}
        </>
      ) : null}
      {faults.length > 0 ? (
        <p id={`${id}-error`} className="text-xs text-bad-ink">
          {faults.join(" ")}
        </p>
      ) : null}
    </fieldset>
  );
}

function placeOf(entry: NumbersEntry, number: string): "test" | "live" | "none" {
  if (entry.testNumbers.includes(number)) return "test";
  return entry.liveNumbers.includes(number) ? "live" : "none";
}

function move(entry: NumbersEntry, number: string, place: string): NumbersEntry {
  const without = (numbers: string[]) => numbers.filter((each) => each !== number);
  const testNumbers = without(entry.testNumbers);
  const liveNumbers = without(entry.liveNumbers);
  return {
    ...entry,
    testNumbers: place === "test" ? [...testNumbers, number] : testNumbers,
    liveNumbers: place === "live" ? [...liveNumbers, number] : liveNumbers,
  };
}

interface RadioProps {
  name: string;
  isChosen: boolean;
  label: string;
  onChoose: () => void;
}

function Radio({ name, isChosen, label, onChoose }: RadioProps) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="accent-accent" />
      {label}
    </label>
  );
}
