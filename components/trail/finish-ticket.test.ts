import { expect, test } from "vitest";
import { finishTicket } from "./finish-ticket";

const text = "{link}\nTenant: {link} & Co\nTime: {time 2026-11-04T09:40:02.118Z 2026-11-04T09:42:32.164Z}\n";

test("a ticket begins with the page's address, and says when the call was by the reader's clock, with its zone", () => {
  const ticket = finishTicket(text, "https://patchbay.example.com/acme/contacts/1$&", "Europe/Paris");
  const [link, tenant, time = ""] = ticket.split("\n");
  expect(link).toBe("https://patchbay.example.com/acme/contacts/1$&");
  expect(tenant).toBe("Tenant: {link} & Co");
  expect(time.replace(/\s/g, " ")).toBe("Time: Nov 4, 2026, 10:40:02 – 10:42:32 (Europe/Paris, GMT+1)");
});

test("a ticket without events has no time to write", () => {
  expect(finishTicket("{link}\nNo events.\n", "x", "UTC")).toBe("x\nNo events.\n");
});
