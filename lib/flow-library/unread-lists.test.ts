import { expect, it } from "vitest";
import type { ResourceList } from "./instance-resources";
import { unreadLists } from "./unread-lists";

const list = (title: string, code: string, sentence: string, missingAction?: string): ResourceList => ({
  ...{ kind: "queue", title, items: [], isComplete: false, problem: { code, sentence, wayOut: "w" } },
  ...(missingAction !== undefined && { missingAction }),
});

it("tells of many lists that fail alike once, whichever call each was read with", () => {
  const titles = Array.from({ length: 14 }, (_, index) => `List ${index}`);
  const lists = titles.map((title) => list(title, "aws-unreachable", `No answer to ${title}.`));
  expect(unreadLists(lists)).toMatchObject([{ code: "aws-unreachable", titles }]);
});

const read: ResourceList[] = [{ kind: "queue", title: "Read", items: [], isComplete: true }];

it("names every permission that is missing, and keeps other reasons apart", () => {
  const lists = [
    list("Queue", "permission-missing", "Denied one.", "connect:ListQueues"),
    list("Prompt", "permission-missing", "Denied two.", "connect:ListPrompts"),
    list("Flow", "aws-refused", "AWS refused one."),
    list("Bot", "aws-refused", "AWS refused another."),
    ...read,
  ];
  expect(unreadLists(lists)).toMatchObject([
    { titles: ["Queue", "Prompt"], missing: ["connect:ListQueues", "connect:ListPrompts"] },
    { titles: ["Flow"], missing: [] },
    { titles: ["Bot"], missing: [] },
  ]);
});
