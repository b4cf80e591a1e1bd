import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CustomDataView } from "./custom-data-reading";

const shown = (text: string) => renderToStaticMarkup(<CustomDataView text={text} />);

test("shows the tree, the bytes, and the keys that a dialog can use", () => {
  const html = shown('{"fName":"Ana","lName":"Ruiz","order":{"id":"48213"}}');
  expect(html).toContain("53 bytes");
  expect(html).toContain("“Ana Ruiz”");
  expect(html).toContain("{{context.session.UserContext.customData.order.id}}");
});

test("says that the widget stops at text that isn't JSON", () => {
  expect(shown("intent=billing")).toContain("Not JSON: the widget stops at it and stays blank.");
});

test("shows text as text, whatever is in it", () => {
  const html = shown('{"__proto__":{"x":1},"note":"<img src=x onerror=alert(1)>"}');
  expect(html).not.toContain("<img");
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});
