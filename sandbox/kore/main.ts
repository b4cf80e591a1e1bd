import { runVendor } from "../vendor/run-vendor";
import { createKoreServer } from "./server";
import { KoreStore } from "./store";

runVendor((dataFolder, controlKey) => createKoreServer(new KoreStore(dataFolder), controlKey));
