import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { BelowRow, rowWithBelow } from "./below-row";
import { PanelHeader } from "./panel";
import { ScreenHeader } from "./screen-header";

const button = (
  <div className={rowWithBelow}>
    <button type="button">Plan changes</button>
    <BelowRow>AWS didn't respond.</BelowRow>
  </div>
);

it("lets what a header's button has to say span the header, in a row below its buttons", () => {
  for (const header of [
    <ScreenHeader key="screen" title="Acme" actions={button} />,
    <PanelHeader key="panel" title="Checks" actions={button} />,
  ]) {
    const html = renderToStaticMarkup(header);
    // Neither box of the button holds the row: the header lays it out.
    expect(html).toMatch(/<div data-actions="\w+" class="[^"]*\bhas-\[\[data-below\]\]:contents\b/);
    expect(html).toMatch(/class="[^"]*\bin-data-actions:has-\[\[data-below\]\]:contents\b/);
    expect(html).toMatch(/<div data-below="" class="order-last min-w-0 basis-full">/);
    expect(html).toMatch(/<header class="[^"]*\bflex-wrap\b/);
  }
});
