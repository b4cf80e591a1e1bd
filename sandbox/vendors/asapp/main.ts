import { runVendor } from "../shared/run-vendor";
import { createAsappServer } from "./server";

runVendor(createAsappServer);
