import { expect, it } from "vitest";
import { formatWait } from "./format-wait";
import { networkOf } from "./rate-limit";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["unknown", "unknown"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::5", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("attempts from %s count for %s", (address, network) => expect(networkOf(address)).toBe(network));

it.each([
  [0.2, "1 second"],
  [40, "40 seconds"],
  [60, "1 minute"],
  [61, "2 minutes"],
  [900, "15 minutes"],
])("%d s are said as %s", (seconds, words) => expect(formatWait(seconds)).toBe(words));
