/// <reference types="amazon-connect-streams" />

/** Sets the global `connect`, which the package's own types describe. */
declare module "amazon-connect-streams/release/connect-streams-min.js";
