import type { MouseEvent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { Button } from "./button";

test("a busy button says so, and isn't disabled: that would take the focus away", () => {
  const html = renderToStaticMarkup(<Button busy>Save</Button>);
  expect(html).toContain('aria-busy="true"');
  expect(html).toContain('aria-disabled="true"');
  expect(html).not.toMatch(/\sdisabled=/);
});

test("a busy button takes no second press, and sends no form again", () => {
  const [again, preventDefault] = [vi.fn(), vi.fn()];
  const press = (busy: boolean) =>
    Button({ busy, onClick: again }).props.onClick({ preventDefault } as Partial<MouseEvent>);
  press(true);
  expect([again.mock.calls.length, preventDefault.mock.calls.length]).toEqual([0, 1]);
  press(false);
  expect([again.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 1]);
});

test("a button that can't work is disabled", () => {
  expect(renderToStaticMarkup(<Button disabled>Save</Button>)).toMatch(/\sdisabled=/);
});
