import { Button } from "@/components/ui/button";
import type { OfferedNumber } from "@/lib/contacts/search/offer-numbers";

interface NumberOffersProps {
  offers: readonly OfferedNumber[];
  onChoose(number: string): void;
}

/** What a number without a country may be: one press searches for it. */
export function NumberOffers({ offers, onChoose }: NumberOffersProps) {
  const countries = new Intl.DisplayNames(["en"], { type: "region" });
  return (
    <div role="status" className="flex flex-wrap items-center gap-2">
      <span className="text-ink-soft">This number has no country code. Search for</span>
      {offers.map(({ number, country }) => (
        <Button key={number} onClick={() => onChoose(number)}>
          <span className="tabular-nums">{number}</span>
          <span className="font-normal text-ink-soft">{countries.of(country) ?? country}</span>
        </Button>
      ))}
    </div>
  );
}
