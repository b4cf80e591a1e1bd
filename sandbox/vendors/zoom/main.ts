import { runVendor } from "../shared/run-vendor";
import { createZoomServer } from "./server";

runVendor(createZoomServer);
