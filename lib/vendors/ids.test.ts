import { expect, it } from "vitest";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { asContactId } from "@/lib/kernel/ids";
import { listIdWords, vendorIds } from "./ids";
import { askEach, type IdAnswer } from "./vendor-id";

it("no two kinds of ids have one name, and none has that of a search of another kind", () => {
  const kinds = vendorIds.map(({ id }) => id.kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const taken of ["contact-id", "contact", "filters"]) expect(kinds).not.toContain(taken);
});

it("a label stands at the beginning alone, and is a label whatever case it is pasted in", () => {
  for (const { label, title } of listIdWords()) {
    expect(label.source).toMatch(/^\^/);
    const pattern = new RegExp(label.source, label.flags);
    for (const text of [title, title.toUpperCase()])
      expect(`${text} id: x-1`.replace(pattern, "")).toBe("x-1");
  }
});

it("an email address looks like no ID: it's nothing to search for, and stands in no address", () => {
  for (const text of [
    "jane.doe@example.com",
    "jane.doe1985@example.com",
    "j1985doe@mail.example.com",
    "+12065550123@x.y",
  ])
    expect(parseQuery(text, listIdWords()).kind, text).not.toBe("id");
});

it("a contact counts before a problem, and a problem before nothing, whichever place answers first", async () => {
  const contact = { contactId: asContactId("c") };
  const problem = { code: "slow", sentence: "It was slow.", wayOut: "Try again." };
  const asking = (answers: IdAnswer[]) => askEach(answers, async (answer) => answer);
  expect(await asking([undefined, { problem }, contact])).toBe(contact);
  expect(await asking([undefined, { problem }])).toEqual({ problem });
  expect(await asking([undefined])).toBeUndefined();
  expect(await asking([])).toBeUndefined();
});

it("a place that throws is a problem, and holds up none of the others", async () => {
  const answers = askEach(["broken", "sound"], (place) => {
    if (place === "broken") throw new Error("no such place");
    return Promise.resolve({ contactId: asContactId(place) });
  });
  expect(await answers).toEqual({ contactId: "sound" });
  expect(await askEach(["broken"], () => Promise.reject(new Error("no such place")))).toMatchObject({
    problem: { code: expect.any(String) },
  });
});
