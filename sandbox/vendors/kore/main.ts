import { runVendor } from "../shared/run-vendor";
import { createKoreServer } from "./server";

runVendor(createKoreServer);
