import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { services } from "../services/registry";
import { simulatedVendors as vendors } from "../vendors/registry";
import { controlRoutes } from "../wire/control-routes";
import { unknownHandlers, writeAnswered } from "./write-answered";

it("the README lists the registries' operations: npm run readme -w sandbox writes it", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toBe(writeAnswered(readme, { services, vendors, controlRoutes }));
});

it("every handler is an operation of its service, as AWS's SDK describes it", () => {
  expect(unknownHandlers(services)).toEqual([]);
  const [connect] = services.filter(({ name }) => name === "connect");
  if (!connect) throw new Error("The sandbox has no Connect.");
  expect(unknownHandlers([{ ...connect, handlers: { ListQueus: () => ({}) } }])).toEqual([
    "connect:ListQueus",
  ]);
});
