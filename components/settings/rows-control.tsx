"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { describedBy } from "@/components/ui/field";
import type { RowColumn } from "@/lib/forms/settings-field";
import { type ControlProps, toNumber } from "./control-props";
import { QueueOrFlowChoice } from "./queue-or-flow-choice";

interface RowsControlProps extends ControlProps {
  columns: readonly RowColumn[];
}

type Row = Record<string, unknown>;

/** A small table of plain values: the gateway's hosts, further metadata fields. */
export function RowsControl(props: RowsControlProps) {
  const { id, field, value, columns, error, partErrors, choices, onChange } = props;
  const rows: Row[] = Array.isArray(value) ? value : [];
  const change = (index: number, name: string, cell: unknown) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [name]: cell } : row)));
  return (
    <fieldset
      id={id}
      className="flex flex-col gap-1.5"
      aria-label={field.label}
      aria-describedby={describedBy(id, { hint: field.note, error })}
      data-invalid={error && !Object.keys(partErrors).some(isOfCell) ? "" : undefined}
    >
      {rows.length > 0 ? (
        <div className="flex gap-1.5 pr-9 text-xs text-ink-faint" aria-hidden="true">
          {columns.map(({ name, label }) => (
            <span key={name} title={label} className="min-w-0 flex-1 truncate">
              {label}
            </span>
          ))}
        </div>
      ) : null}
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own; what is typed lives in the value.
        <div key={index} className="flex items-center gap-1.5">
          {columns.map(({ name, label, input }) => {
            const fault = partErrors[`${index}.${name}`];
            const shared = {
              "aria-label": `${label}, row ${index + 1}`,
              "aria-invalid": fault ? (true as const) : undefined,
              title: fault,
              value: String(row[name] ?? ""),
            };
            if (input === "queue-or-flow") {
              return (
                <QueueOrFlowChoice
                  key={name}
                  {...shared}
                  choices={choices}
                  onChange={(chosen) => change(index, name, chosen)}
                />
              );
            }
            return (
              <input
                key={name}
                {...shared}
                placeholder={label}
                onChange={(event) =>
                  change(
                    index,
                    name,
                    isNumeric(rows, name) ? toNumber(event.target.value) : event.target.value,
                  )
                }
                className="field-box min-w-0 font-mono text-xs"
              />
            );
          })}
          <Button
            size="small"
            look="quiet"
            aria-label={`Remove row ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X className="size-3.5" aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => onChange([...rows, like(rows.at(-1), columns)])}>
          <Plus className="size-3.5" aria-hidden="true" />
          Add a row
        </Button>
      </div>
    </fieldset>
  );
}

/** "0.host": the cell itself is marked. */
function isOfCell(path: string): boolean {
  return /^\d+\./.test(path);
}

/** A column is of numbers when the settings' own values in it are. */
function isNumeric(rows: readonly Row[], name: string): boolean {
  return rows.some((row) => typeof row[name] === "number");
}

/** A new row: numbers and choices as in the row above, the first column to be filled in. */
function like(above: Row | undefined, columns: RowsControlProps["columns"]): Row {
  const [first] = columns;
  return Object.fromEntries(
    columns.map(({ name }) => [name, name === first?.name || above === undefined ? "" : (above[name] ?? "")]),
  );
}
