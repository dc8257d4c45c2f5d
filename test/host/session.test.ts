import {expect, test} from "vitest";
import {codeLife, createSessions} from "../../host/session.ts";

test("a code is good once, and once more only for whoever claimed it the first time", () => {
  const sessions = createSessions(() => 0);
  const code = sessions.code();
  const token = sessions.exchange(code, {claim: "mine"});
  expect(() => sessions.exchange(code)).toThrow("invalid code");
  expect(() => sessions.exchange(code, {claim: "another's"})).toThrow("invalid code");
  const again = sessions.exchange(code, {claim: "mine"});
  for (const each of [token, again]) expect(() => sessions.check(each)).not.toThrow();
});

test("a code that was used without a claim is good for nobody", () => {
  const sessions = createSessions(() => 0);
  const code = sessions.code();
  sessions.exchange(code);
  expect(() => sessions.exchange(code, {claim: "mine"})).toThrow("invalid code");
  expect(() => sessions.exchange(code)).toThrow("invalid code");
});

test("a claim makes no code live longer, and none another window's", () => {
  let now = 0;
  const sessions = createSessions(() => now);
  const code = sessions.code(1);
  sessions.exchange(code, {windowId: 1, claim: "mine"});
  expect(() => sessions.exchange(code, {windowId: 2, claim: "mine"})).toThrow("invalid code");
  now = codeLife + 1;
  expect(() => sessions.exchange(code, {windowId: 1, claim: "mine"})).toThrow("invalid code");
});
