import { runVendor } from "../vendor/run-vendor";
import { AsappStore } from "./asapp-store";
import { createAsappServer } from "./server";

runVendor((dataFolder, controlKey) => createAsappServer(new AsappStore(dataFolder), controlKey));
