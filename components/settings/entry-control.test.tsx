import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { EntryControl } from "./entry-control";

const nothing = { queues: [], hoursOfOperation: [], flows: [], numbers: [] };
const number = "+12065550100";
const drawn = (
  choices: React.ComponentProps<typeof EntryControl>["choices"],
  numbersInUse: Record<string, string> = {},
  value?: object,
) =>
  renderToStaticMarkup(
    <EntryControl
      id="entry"
      field={{ path: "entry", label: "Entry", input: { kind: "entry" } }}
      value={value}
      error={undefined}
      isRequired
      partErrors={{}}
      choices={choices}
      numbersInUse={numbersInUse}
      streamKeys={undefined}
      findNumbers={async () => ({ ok: true, value: [] })}
      onChange={() => {}}
    />,
  );

it("says that an instance has no number only where its numbers could be read", () => {
  expect(drawn(nothing)).toContain("has no claimed number");
  expect(drawn(undefined)).not.toContain("has no claimed number");
  expect(drawn(undefined)).toContain("read");
});

it("says by whom a number is used, and offers it as a test number only where it is free", () => {
  const choices = { ...nothing, numbers: [number] };
  const taken = /<option value="test" disabled=""/;
  expect(drawn(choices)).not.toMatch(taken);
  expect(drawn(choices)).not.toContain("used by");
  expect(drawn(choices, { [number]: "Night line" })).toContain("used by Night line");
  expect(drawn(choices, { [number]: "Night line" })).toMatch(taken);
  // One that was chosen before can be taken back.
  const chosen = { kind: "numbers", testNumbers: [number], liveNumbers: [], promoted: false };
  expect(drawn(choices, { [number]: "Night line" }, chosen)).not.toMatch(taken);
});
