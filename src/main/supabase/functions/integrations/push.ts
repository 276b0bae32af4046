import type { Entry } from "./catalogue.ts";
import type { Fields } from "./fields.ts";

export type Kind = "oauth_connect" | "manual_connect" | "sync" | "disconnect";

const ALWAYS = [
  "desk_id",
  "desk_name",
  "op_seq",
  "location_id",
  "connection_id",
  "base_epoch",
  "observed_at",
  "sent_at",
];
const WITH_RESULT = [...ALWAYS, "account", "outcome", "synced_data", "error_code"];
const ACCOUNT = /^[0-9a-f]{64}$/;
const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/** Checks the form of calls 5 to 7, and gives what the SQL function takes. The rules are there. */
export function push(entry: Entry, kind: Kind, fields: Fields) {
  fields.only(kind === "disconnect" ? ALWAYS : WITH_RESULT);
  const connects = kind === "oauth_connect" || kind === "manual_connect";
  const asked = {
    kind: connects ? "connect" : kind,
    integration_type: entry.type,
    location_id: fields.text("location_id", () => true),
    desk_id: fields.uuid("desk_id"),
    desk_name: fields.text("desk_name", (name) => name.trim() !== "" && [...name].length <= 80 && !name.includes("\0")),
    op_seq: fields.number("op_seq", 1),
    connection_id: fields.uuid("connection_id"),
    base_epoch: fields.number("base_epoch", 0),
    observed_at: fields.instant("observed_at"),
    sent_at: fields.instant("sent_at"),
  };
  if (kind === "disconnect") {
    return asked;
  }
  const account = connects || !fields.absent("account") ? fields.text("account", ACCOUNT) : null;
  if (fields.text("outcome", connects ? /^synced$/ : /^(synced|failed)$/) === "failed") {
    fields.mustBeAbsent("synced_data");
    return { ...asked, account, error_code: fields.text("error_code", CODE) };
  }
  fields.mustBeAbsent("error_code");
  const measured = fields.within("synced_data").known(entry.measures ?? []);
  const synced_data = Object.fromEntries((entry.measures ?? []).map((name) => [name, measured.number(name, 0)]));
  return { ...asked, account, synced_data, method: kind === "oauth_connect" ? "oauth" : "manual" };
}
