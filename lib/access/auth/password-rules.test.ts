import { describe, expect, it } from "vitest";
import { complaintAboutPassword } from "./password-rules";
import { hashPassword } from "./passwords";

const owner = { email: "ada.lovelace@example.com", name: "Ada Lovelace" };

describe("a new password", () => {
  it.each([
    ["too short", "x8#Kq-2vB!p"],
    ["a common one", "password1234"],
    ["a common one with other letters", "P@ssw0rd2024!"],
    ["one letter again and again", "aaaaaaaaaaaa"],
    ["a run of digits", "123456789012"],
    ["a run of keys", "qwertyuiop123"],
    ["a short one repeated", "letmeinletmein"],
    ["the product's name", "patchbaypatchbay"],
    ["the owner's email address", "ada.lovelace@example.com"],
    ["the owner's email address in other letters", "ADA.Lovelace@Example.com1"],
    ["the owner's name", "AdaLovelace1815"],
    ["too long", "x8#Kq-2vB!p".repeat(20)],
    ["one with a NUL", "x8#Kq-2vB!p\0and more"],
  ])("is refused when it is %s", async (_why, password) => {
    expect(await complaintAboutPassword(password, owner)).toEqual(expect.any(String));
  });

  it("is refused when it is the current one", async () => {
    const present = "correct horse battery staple";
    const presentHash = await hashPassword(present);
    expect(await complaintAboutPassword(present, { ...owner, presentHash })).toContain("using now");
    expect(await complaintAboutPassword(`${present} two`, { ...owner, presentHash })).toBeUndefined();
  });

  it.each([
    "correct horse battery staple",
    "2qk7-mx3d-ppz9-4tuw",
    "Kj8#mQ2!xL9z",
    "väldigt långt lösenord här",
  ])("is taken: %s", async (password) =>
    expect(await complaintAboutPassword(password, owner)).toBeUndefined(),
  );

  it("is checked in bounded time, whatever it looks like", async () => {
    await complaintAboutPassword("warm up the list", owner);
    const began = performance.now();
    for (const part of ["ab1", "aA1!", "password", "é"]) {
      await complaintAboutPassword(part.repeat(200).slice(0, 200), owner);
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
