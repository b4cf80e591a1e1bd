import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { apiLink } from "@/lib/trail/links/api-link";
import { consolePlace } from "@/lib/trail/links/console-place";
import { contactLink } from "@/lib/trail/links/contact-link";
import { itemLink } from "@/lib/trail/links/item-link";
import { lambdaLink } from "@/lib/trail/links/lambda-link";
import { logLink } from "@/lib/trail/links/log-link";

const place = { region: "eu-west-2", instanceAlias: "acme-voice" };
const console = "https://eu-west-2.console.aws.amazon.com";

test("links lead to the very lines, function, item, API and contact", () => {
  const at = "2026-11-20T10:00:00.000Z";
  const group = "/aws/connect/acme-voice";
  expect(logLink(place, { group, pattern: '{ $.ContactId = "c" }', at }).href).toBe(
    `${console}/cloudwatch/home?region=eu-west-2#logsV2:log-groups/log-group/$252Faws$252Fconnect$252Facme-voice/log-events$3Fstart$3D1795168740000$26end$3D1795168860000$26filterPattern$3D$257B$2520$2524.ContactId$2520$253D$2520$2522c$2522$2520$257D`,
  );
  expect(lambdaLink(place, "store").href).toBe(`${console}/lambda/home?region=eu-west-2#/functions/store`);
  expect(itemLink(place, "callMetadata", "c 1").href).toBe(
    `${console}/dynamodbv2/home?region=eu-west-2#edit-item?itemMode=2&pk=c%201&sk=&route=ROUTE_ITEM_EXPLORER&table=callMetadata`,
  );
  expect(apiLink(place, "a1b2c3").href).toBe(
    `${console}/apigateway/main/apis/a1b2c3/resources?api=a1b2c3&region=eu-west-2`,
  );
  expect(contactLink(place, asContactId("c"))?.href).toBe(
    "https://acme-voice.my.connect.aws/contact-trace-records/details/c",
  );
});

test("there is no console for the sandbox, and none is guessed for other partitions", () => {
  const keys = { kind: "keys", region: "eu-west-2", instanceAlias: "acme-voice" };
  expect(consolePlace(keys)).toEqual(place);
  expect(consolePlace({ ...keys, kind: "sandbox" })).toBeUndefined();
  expect(consolePlace({ ...keys, region: "cn-north-1" })).toBeUndefined();
  expect(consolePlace({ ...keys, region: "us-gov-west-1" })).toBeUndefined();
});
