import { Refusal } from "./refusal.ts";

const MOST_BYTES = 16 * 1024;
const CREDENTIAL_NAME = /token|secret|password|credential|api_?key|^pit/i;
const CREDENTIAL = /pit-[0-9a-f]{8}|eyJ[A-Za-z0-9_-]{8}|Bearer /;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** The body's bytes; 413 beyond what is allowed, whoever sends them and whatever the length header says. */
export async function bytes(request: Request): Promise<Uint8Array> {
  const all = new Uint8Array(MOST_BYTES);
  let length = 0;
  for await (const part of request.body ?? []) {
    if (length + part.length > MOST_BYTES) {
      throw new Refusal(413, "too_large");
    }
    all.set(part, length);
    length += part.length;
  }
  return all.subarray(0, length);
}

/** What a desk sent, read field by field; whatever is not as the contract says is refused with the field's name. */
export class Fields {
  private constructor(private readonly all: Record<string, unknown>) {}

  static ofBody(body: Uint8Array): Fields {
    try {
      const all = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
      if (typeof all === "object" && all !== null && !Array.isArray(all)) {
        return new Fields(all);
      }
    } catch (e) {
      if (!(e instanceof SyntaxError || e instanceof TypeError)) {
        throw e;
      }
    }
    throw new Refusal(400, "bad_json");
  }

  /** Of an address, where numbers are texts. A field that comes twice is taken for none that is known. */
  static ofQuery(query: URLSearchParams): Fields {
    const all: Record<string, unknown> = {};
    for (const [name, value] of query) {
      all[name] = name in all
        ? []
        : /^(op_seq|base_epoch)$/.test(name) && /^\d{1,16}$/.test(value)
        ? Number(value)
        : value;
    }
    return new Fields(all);
  }

  /** Refuses credentials wherever they are, then every field that is not listed. */
  only(known: string[]): this {
    refuseCredentials(this.all);
    return this.known(known);
  }

  known(known: string[]): this {
    if (Object.keys(this.all).some((name) => !known.includes(name))) {
      throw new Refusal(422, "unknown_field");
    }
    return this;
  }

  text(name: string, right: RegExp | ((text: string) => boolean)): string {
    const value = this.all[name];
    if (typeof value === "string" && (right instanceof RegExp ? right.test(value) : right(value))) {
      return value;
    }
    throw new Refusal(422, `invalid_${name}`);
  }

  uuid(name: string): string {
    return this.text(name, UUID);
  }

  /** RFC 3339. */
  instant(name: string): string {
    return this.text(name, (text) => INSTANT.test(text) && !Number.isNaN(Date.parse(text)));
  }

  number(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.all[name];
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most) {
      return value;
    }
    throw new Refusal(422, `invalid_${name}`);
  }

  /** The fields within a field; none where it is no object, so that the first one that is needed is found wanting. */
  within(name: string): Fields {
    const value = this.all[name];
    return new Fields(typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {});
  }

  /** Neither said nor null. */
  absent(name: string): boolean {
    return this.all[name] === undefined || this.all[name] === null;
  }

  mustBeAbsent(name: string): void {
    if (!this.absent(name)) {
      throw new Refusal(422, `invalid_${name}`);
    }
  }
}

function refuseCredentials(value: unknown): void {
  if (typeof value === "string" && CREDENTIAL.test(value)) {
    throw new Refusal(422, "credentials_not_accepted");
  }
  if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (CREDENTIAL_NAME.test(name) || CREDENTIAL.test(name)) {
        throw new Refusal(422, "credentials_not_accepted");
      }
      refuseCredentials(inner);
    }
  }
}
