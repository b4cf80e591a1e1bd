import { runVendor } from "../shared/run-vendor";
import { createSipServer } from "./server";

runVendor(createSipServer);
