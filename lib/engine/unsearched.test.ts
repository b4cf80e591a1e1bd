import { describe, expect, it } from "vitest";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { describeUnsearched, readEach, unsearchedItems, unsearchedList } from "./unsearched";

const denied: Problem = {
  code: "permission-missing",
  sentence: "AWS denied iam:ListRoles to this connection.",
  wayOut: "Update the stack.",
};
const roles = { type: "iam-role", title: "IAM role" };

describe("what couldn't be searched for leftovers", () => {
  it("is told as unknown, with the reason, and never as nothing", () => {
    expect(describeUnsearched(unsearchedList(roles, denied))).toEqual({
      code: "leftovers-unknown",
      sentence:
        "Patchbay couldn't look for leftovers of type “IAM role” because AWS denied iam:ListRoles to this connection.",
      wayOut: "Update the stack.",
    });
  });

  it("names the first few of those that couldn't be looked at, and counts the rest", () => {
    const seven = ["g", "f", "e", "d", "c", "b", "a"];
    expect(describeUnsearched(unsearchedItems(roles, seven, denied)).sentence).toMatch(
      /^Patchbay couldn't tell whether IAM role a, b, c, d, e and 2 more are leftovers because AWS denied/,
    );
    expect(describeUnsearched(unsearchedItems(roles, ["a"], denied)).sentence).toMatch(
      /IAM role a is a leftover because/,
    );
  });
});

describe("looking at each of a list", () => {
  const unread = new Map<string, Problem>();
  const nearby = { unread: unread.set.bind(unread) };
  const read = async (name: string) => {
    if (name === "theirs") throw new ProblemError(denied);
    if (name === "broken") throw new Error("the code is wrong");
    return name === "gone" ? undefined : name;
  };

  it("goes on past what the connection may not read, and tells of it", async () => {
    expect(await readEach(["ours", "theirs", "gone", "mine"], nearby, (name) => name, read)).toEqual([
      "ours",
      "mine",
    ]);
    expect([...unread.keys()]).toEqual(["theirs"]);
  });

  it("doesn't hide other failures", async () => {
    await expect(readEach(["broken"], nearby, (name) => name, read)).rejects.toThrow("the code is wrong");
  });
});
