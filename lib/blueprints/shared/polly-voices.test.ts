import { expect, it } from "vitest";
import { z } from "zod";
import { speechLanguages } from "./polly-voices";
import { speech } from "./settings-parts";

const settings = z.strictObject(speech);

it("every language, voice and engine of the lists is one that the settings take", () => {
  for (const { code, voices } of speechLanguages) {
    expect(voices.length).toBeGreaterThan(0);
    for (const { id, engines } of voices) {
      expect(engines.length, id).toBeGreaterThan(0);
      for (const engine of engines)
        expect(settings.safeParse({ language: code, voice: id, engine }).error?.issues ?? [], id).toEqual([]);
    }
  }
});

it("no language comes twice, no voice twice in its language, and the usual voice has its engine", () => {
  const codes = speechLanguages.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { voices } of speechLanguages)
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
  const usual = settings.parse({});
  const voices = speechLanguages.find(({ code }) => code === usual.language)?.voices;
  expect(voices?.find(({ id }) => id === usual.voice)?.engines).toContain(usual.engine);
});
