"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SelectOrOther } from "@/components/ui/select-or-other";
import { useAction } from "@/components/ui/use-action";
import { WaitNote } from "@/components/ui/wait-note";
import {
  type ClaimedNumber,
  describeClaimedNumber,
  numberTypes,
  toClaimedNumber,
} from "@/lib/forms/claimed-number";
import type { ControlProps } from "./control-props";

/** Countries in which customers ask for numbers most; any other can be entered. */
const countries = [
  { value: "US", label: "United States" },
  { value: "CA", label: "Canada" },
  { value: "GB", label: "United Kingdom" },
  { value: "AU", label: "Australia" },
  { value: "AT", label: "Austria" },
  { value: "BE", label: "Belgium" },
  { value: "BR", label: "Brazil" },
  { value: "DK", label: "Denmark" },
  { value: "FR", label: "France" },
  { value: "DE", label: "Germany" },
  { value: "IE", label: "Ireland" },
  { value: "IT", label: "Italy" },
  { value: "JP", label: "Japan" },
  { value: "MX", label: "Mexico" },
  { value: "NL", label: "Netherlands" },
  { value: "NZ", label: "New Zealand" },
  { value: "SG", label: "Singapore" },
  { value: "ES", label: "Spain" },
  { value: "SE", label: "Sweden" },
  { value: "CH", label: "Switzerland" },
];

/** A search among the numbers that AWS has free now, and the one chosen from it. Nothing is claimed before a deployment. */
export function ClaimedNumberControl({ id, field, value, error, findNumbers, onChange }: ControlProps) {
  const chosen = toClaimedNumber(value);
  const [country, setCountry] = useState<string>(chosen?.country ?? "US");
  const [numberType, setNumberType] = useState<ClaimedNumber["numberType"]>(chosen?.numberType ?? "DID");
  const [found, setFound] = useState<ClaimedNumber[]>();
  const { isBusy, problem, fields, run, cancel } = useAction();

  function search(): void {
    setFound(undefined);
    void run(() => findNumbers({ country: country.trim().toUpperCase(), numberType }), setFound);
  }

  /** In the code of a country, Enter would save the form around. */
  function searchOnEnter(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    search();
  }

  return (
    <fieldset
      id={id}
      aria-label={field.label}
      aria-describedby={describedBy(id, { hint: field.note, error })}
      data-invalid={error ? "" : undefined}
      className="flex min-w-0 flex-col gap-2.5 rounded-control border border-line p-2.5"
    >
      <div className="flex flex-wrap items-center gap-2">
        {chosen === undefined ? (
          <p className="text-ink-soft">No number is claimed.</p>
        ) : (
          <>
            <p className="min-w-0 wrap-anywhere">{describeClaimedNumber(chosen)}</p>
            <Button size="small" onClick={() => onChange(undefined)}>
              Don't claim it
            </Button>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only what its fields leave to their form is caught. */}
      <div
        className="grid grid-cols-1 items-end gap-2.5 sm:grid-cols-[1fr_1fr_auto]"
        onKeyDown={searchOnEnter}
      >
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={`${id}-country`}>Country</label>
          <SelectOrOther
            id={`${id}-country`}
            otherLabel="Country code"
            placeholder="PT"
            groups={[{ options: countries }]}
            value={country}
            aria-invalid={fields.country ? true : undefined}
            aria-describedby={fields.country ? `${id}-country-error` : undefined}
            onChange={(chosenCountry) => {
              setCountry(chosenCountry);
              setFound(undefined);
            }}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={`${id}-type`}>Type</label>
          <select
            id={`${id}-type`}
            className="field-box"
            value={numberType}
            onChange={(event) => {
              setNumberType(event.target.value === "TOLL_FREE" ? "TOLL_FREE" : "DID");
              setFound(undefined);
            }}
          >
            {numberTypes.map((type) => (
              <option key={type.value} value={type.value}>
                {type.label}
              </option>
            ))}
          </select>
        </div>
        <Button busy={isBusy} onClick={search}>
          <Search className="size-3.5" aria-hidden="true" />
          Search for free numbers
        </Button>
      </div>
      {isBusy ? (
        <WaitNote
          of="Amazon Connect"
          cancel={
            <Button size="small" onClick={cancel}>
              Cancel
            </Button>
          }
        />
      ) : null}
      {fields.country ? (
        <p id={`${id}-country-error`} className="text-xs text-bad-ink">
          {fields.country}
        </p>
      ) : null}
      {problem && !fields.country ? <ProblemNotice problem={problem} /> : null}
      <div role="status">
        {found === undefined ? null : (
          <p className="text-xs text-ink-soft">
            {found.length === 0
              ? "AWS has no such number free now. Try another country or type."
              : `${found.length === 1 ? "One free number" : `${found.length} free numbers`}. Another search may bring others.`}
          </p>
        )}
      </div>
      {found === undefined || found.length === 0 ? null : (
        <ul className="grid max-h-64 grid-cols-1 gap-x-4 overflow-y-auto sm:grid-cols-2 lg:grid-cols-3">
          {found.map((each) => (
            <li key={each.number}>
              <label className="flex min-h-6 items-center gap-2">
                <input
                  type="radio"
                  name={`${id}-number`}
                  checked={each.number === chosen?.number}
                  onChange={() => onChange(each)}
                  className="accent-accent"
                />
                <span className="font-mono text-xs">{each.number}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
