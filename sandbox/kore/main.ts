import { runVendor } from "../vendor/run-vendor";
import { createKoreServer } from "./server";
import { KoreStore } from "./store";

runVendor((dataFolder) => createKoreServer(new KoreStore(dataFolder)));
