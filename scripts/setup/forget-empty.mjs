import { withoutEmpty } from "./without-empty.mjs";

// The first import of every command: what comes after it, and each process that it starts, finds no empty setting.
const kept = withoutEmpty(process.env);
for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
