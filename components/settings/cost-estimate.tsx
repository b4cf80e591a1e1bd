"use client";

import { useState } from "react";
import { describedBy, Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import {
  type CostModel,
  estimateCosts,
  isAmount,
  maxPrice,
  readAmount,
  type Usage,
} from "@/lib/blueprints/cost-estimate";

const usageFields: readonly { key: keyof Usage; label: string; unit: string; max: number }[] = [
  { key: "calls", label: "Calls a month", unit: "calls", max: 100_000_000 },
  { key: "queueMinutes", label: "Wait in the queue", unit: "minutes", max: 1_440 },
  { key: "agentMinutes", label: "Conversation with an agent", unit: "minutes", max: 1_440 },
  { key: "answeredPercent", label: "Calls that an agent answers", unit: "%", max: 100 },
];

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** What a month would cost, by the reader's own numbers. Nothing of it is stored. */
export function CostEstimate({ model }: { model: CostModel }) {
  const [usageTexts, setUsageTexts] = useState<Record<string, string>>(
    Object.fromEntries(usageFields.map(({ key }) => [key, String(model.usage[key])])),
  );
  const [priceTexts, setPriceTexts] = useState<Record<string, string>>(
    Object.fromEntries(model.prices.map(({ key, value }) => [key, value === undefined ? "" : String(value)])),
  );
  const usage = Object.fromEntries(
    usageFields.map(({ key, max }) => [key, readAmount(usageTexts[key] ?? "", max)]),
  );
  const wrong = usageFields.filter(({ key }) => usage[key] === undefined).map(({ key }) => key);
  const counted: Usage = {
    calls: usage.calls ?? 0,
    queueMinutes: usage.queueMinutes ?? 0,
    agentMinutes: usage.agentMinutes ?? 0,
    answeredPercent: usage.answeredPercent ?? 0,
  };
  const prices = model.prices.map((price) => ({
    ...price,
    value: readAmount(priceTexts[price.key] ?? "", maxPrice),
  }));
  // Without one, a price isn't known; what was typed and isn't one is said instead of being left out.
  const wrongPrices = prices
    .filter(({ key }) => !isAmount(priceTexts[key] ?? "", maxPrice))
    .map(({ key }) => key);
  const estimates = estimateCosts({ ...model, prices }, counted);
  return (
    <Panel id="cost-estimate">
      <PanelHeader title="What it costs in a month" />
      <div className="flex flex-col gap-4 p-3.5">
        <p className="text-ink-soft">
          An estimate from your own numbers. Prices are assumptions: change any of them. Nothing here is
          saved.
        </p>
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
          {usageFields.map(({ key, label, unit, max }) => (
            <Field
              key={key}
              id={`usage-${key}`}
              label={label}
              error={wrong.includes(key) ? `Enter a number from 0 to ${max}.` : undefined}
            >
              <Amount
                id={`usage-${key}`}
                unit={unit}
                value={usageTexts[key] ?? ""}
                isWrong={wrong.includes(key)}
                onChange={(text) => setUsageTexts({ ...usageTexts, [key]: text })}
              />
            </Field>
          ))}
        </div>
        {wrong.length > 0 || wrongPrices.length > 0 ? null : (
          <div className="overflow-x-auto">
            <table className="w-full text-left">
              <caption className="sr-only">Cost of a month by when the transcription starts</caption>
              <thead>
                <tr className="border-b border-line">
                  <th scope="col" className="py-1.5 pr-4 font-medium">
                    Part
                  </th>
                  {model.variants.map(({ key, label }) => (
                    <th key={key} scope="col" className="py-1.5 pr-4 text-right font-medium">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {model.lines.map(({ label }, index) => (
                  <tr key={label}>
                    <th scope="row" className="py-1.5 pr-4 font-normal">
                      {label}
                    </th>
                    {estimates.map(({ variant, lines }) => (
                      <td key={variant} className="py-1.5 pr-4 text-right">
                        {amountOf(lines[index]?.amount)}
                      </td>
                    ))}
                  </tr>
                ))}
                <tr>
                  <th scope="row" className="py-1.5 pr-4 font-semibold">
                    Total of what is known
                  </th>
                  {estimates.map(({ variant, total }) => (
                    <td key={variant} className="py-1.5 pr-4 text-right font-semibold">
                      {amountOf(total)}
                    </td>
                  ))}
                </tr>
                <tr>
                  <th scope="row" className="py-1.5 pr-4 font-normal">
                    Credentials left when the conversation begins, after the average wait
                  </th>
                  {estimates.map(({ variant, grantLeftMinutes }) => (
                    <td key={variant} className="py-1.5 pr-4 text-right">
                      {Math.round(grantLeftMinutes * 10) / 10} min
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        )}
        <p className="text-ink-soft">{model.grantNote}</p>
        {wrongPrices.length === 0 && (estimates[0]?.unknown ?? []).length > 0 ? (
          <p className="text-ink-soft">
            Not included, because their prices aren't known here: {estimates[0]?.unknown.join(", ")}. Enter
            them below.
          </p>
        ) : null}
        {wrongPrices.length === 0 ? null : (
          <p role="status" className="text-bad-ink">
            No estimate, because a price below isn't a number:{" "}
            {model.prices
              .filter(({ key }) => wrongPrices.includes(key))
              .map(({ label }) => label)
              .join(", ")}
            .
          </p>
        )}
        <details>
          <summary className="font-medium hover:bg-hover">Prices behind the estimate</summary>
          <div className="grid grid-cols-1 gap-x-6 gap-y-4 pt-3 sm:grid-cols-2 lg:grid-cols-3">
            {model.prices.map(({ key, label, unit, asOf, source }) => (
              <Field
                key={key}
                id={`price-${key}`}
                label={label}
                error={wrongPrices.includes(key) ? `Enter a price like 0.04, or leave it empty.` : undefined}
                hint={asOf === undefined ? `Not known here. See: ${source}.` : `${source}, read on ${asOf}.`}
              >
                <Amount
                  id={`price-${key}`}
                  unit={unit}
                  value={priceTexts[key] ?? ""}
                  isWrong={wrongPrices.includes(key)}
                  hasHint
                  onChange={(text) => setPriceTexts({ ...priceTexts, [key]: text })}
                />
              </Field>
            ))}
          </div>
        </details>
      </div>
    </Panel>
  );
}

function amountOf(amount: number | undefined): string {
  if (amount === undefined) return "not known";
  return amount > 0 && amount < 0.01 ? "less than $0.01" : dollars.format(amount);
}

interface AmountProps {
  id: string;
  unit: string;
  value: string;
  isWrong: boolean;
  hasHint?: true;
  onChange: (text: string) => void;
}

function Amount({ id, unit, value, isWrong, hasHint, onChange }: AmountProps) {
  return (
    <span className="flex items-center gap-2">
      <input
        id={id}
        className="field-box max-w-28"
        inputMode="decimal"
        value={value}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={describedBy(id, { hint: hasHint, error: isWrong ? "error" : undefined })}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="text-ink-soft">{unit}</span>
    </span>
  );
}
