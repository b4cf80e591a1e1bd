import { expect, test } from "vitest";
import { listHops } from "./hop-table";
import { vendors } from "./registry";

test("the vendors' hops stand between the way out to the voice agent and the API that it posts to", () => {
  const ids = listHops().map(({ id }) => id);
  const names = vendors.flatMap(({ name, hop }) => (hop ? [name] : []));
  expect(ids).toEqual(["number", "flow", "sip", ...names, "api", "store", "retrieve", "queue", "agent"]);
});

test("each hop has a title, and says what is waited for", () => {
  for (const { title, waits } of listHops()) expect(title && waits).not.toBe("");
});
