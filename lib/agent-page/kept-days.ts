/** How long what agents' pages told, and the logs that agents attached, are kept: in days. */
export const keptAgentPageDays = 30;
