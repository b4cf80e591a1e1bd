import { writeFileSync } from "node:fs";
import { resourceTypes } from "@/lib/deploy/registry";
import { writeDriftTable } from "@/lib/deploy/write-drift-table";

writeFileSync(new URL("../../docs/drift.md", import.meta.url), writeDriftTable(resourceTypes));
