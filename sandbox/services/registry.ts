import type { OpenDoor, SandboxService } from "../wire/service";
import { connect } from "./connect/service";
import { iam } from "./iam/service";
import { lambda } from "./lambda/service";
import { logs } from "./logs/service";
import { sts } from "./sts/service";

/** Every service that answers in this account; a new one is one line here. */
export const services: readonly SandboxService[] = [connect, iam, lambda, logs, sts];

/** Doors that ask for no signature, beside the AWS API. */
export const doors: readonly OpenDoor[] = [];
