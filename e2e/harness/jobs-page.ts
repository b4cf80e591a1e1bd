import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { type Gestures, readGestures, readSeconds } from "./count-gestures";

/**
 * The job that began at resetGestures took what docs/jobs.md says. Its seconds differ from machine to machine: they are only
 * noted with the test. `typed`: names and credentials, which the page doesn't count.
 */
export async function expectCounted(page: Page, title: string, typed = ""): Promise<Gestures> {
  const seconds = await readSeconds(page);
  const { clicks, keys } = await readGestures(page);
  const counted = { clicks, keys: keys - typed.length };
  test.info().annotations.push({ type: "seconds", description: `${title}: ${seconds.toFixed(1)}` });
  expect(counted).toEqual(await countedInJobs(title));
  return counted;
}

/** What docs/jobs.md says of a job, by the first cell of its row, so that it stays true. */
async function countedInJobs(title: string): Promise<Gestures> {
  const lines = (await readFile("docs/jobs.md", "utf8")).split("\n");
  const cells = lines
    .find((line) => line.startsWith(`| ${title} |`))
    ?.split("|")
    .map((cell) => cell.trim());
  return { clicks: Number(cells?.[2]), keys: Number(cells?.[3]) };
}
