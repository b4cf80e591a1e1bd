import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { WaitNote } from "./wait-note";

it("names whom the screen waits for, and has the way out", () => {
  const html = renderToStaticMarkup(<WaitNote of="Amazon Connect" cancel={<a href="/acme">Cancel</a>} />);
  expect(html).toContain("Waiting for Amazon Connect");
  expect(html).toContain('<a href="/acme">Cancel</a>');
  expect(html).toContain('role="status"');
});

it("shows itself after three seconds, with scripts or without, also where motion is reduced", () => {
  const styles = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
  expect(styles).toMatch(/@utility wait-note \{[^}]*animation:[^;]* 3s /);
  const counter = /@utility waited-seconds \{[\s\S]*?\n\}/.exec(styles)?.[0] ?? "";
  expect(counter).toMatch(/content: counter\(waited\)/);
  expect(counter).toMatch(/animation: count-seconds 600s steps\(600\)/);
  // The rule for reduced motion would end the counting at once.
  expect(counter).toMatch(/animation-duration: \d+s !important/);
});
