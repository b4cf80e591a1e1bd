import { readFileSync, writeFileSync } from "node:fs";
import { services } from "../services/registry";
import { simulatedVendors as vendors } from "../vendors/registry";
import { controlRoutes } from "../wire/control-routes";
import { writeAnswered } from "./write-answered";

const file = new URL("../README.md", import.meta.url);
writeFileSync(file, writeAnswered(readFileSync(file, "utf8"), { services, vendors, controlRoutes }));
