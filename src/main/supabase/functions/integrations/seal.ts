import { base64url, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { Refusal } from "./refusal.ts";

/** What the one signing key is used for; each purpose has a key of its own, so that none stands in for another. */
type Purpose = "state" | "grant";

const text = new TextEncoder();
const SHORTEST_KEY = 32;

/** Signs claims. @param lifetime such as "10m"; none for no end */
export async function sign(purpose: Purpose, claims: JWTPayload, lifetime?: string): Promise<string> {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: "HS256" });
  return await (lifetime === undefined ? jwt : jwt.setExpirationTime(lifetime)).sign(
    new Uint8Array(await derived(purpose)),
  );
}

/** The claims of what was signed here for this purpose; 400 for anything else. */
export async function verified(purpose: Purpose, signed: string): Promise<JWTPayload> {
  try {
    return (await jwtVerify(signed, new Uint8Array(await derived(purpose)), { algorithms: ["HS256"] })).payload;
  } catch (e) {
    if (e instanceof errors.JWTExpired) {
      throw new Refusal(400, `${purpose}_expired`);
    }
    if (e instanceof errors.JOSEError) {
      throw new Refusal(400, `bad_${purpose}`);
    }
    throw e;
  }
}

/** Encrypts a code so that it opens beside this very state only. */
export async function seal(code: string, state: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: text.encode(state) },
      await sealing(),
      text.encode(code),
    ),
  );
  return base64url.encode(new Uint8Array([...iv, ...sealed]));
}

export async function unseal(sealed: string, state: string): Promise<string> {
  try {
    const all = base64url.decode(sealed);
    const code = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: all.slice(0, 12), additionalData: text.encode(state) },
      await sealing(),
      all.slice(12),
    );
    return new TextDecoder().decode(code);
  } catch (e) {
    if (e instanceof DOMException || e instanceof TypeError) {
      throw new Refusal(400, "bad_code");
    }
    throw e;
  }
}

export async function sha256(value: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(value)));
}

export async function sha256Hex(value: string): Promise<string> {
  return [...await sha256(value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sealing(): Promise<CryptoKey> {
  return await crypto.subtle.importKey("raw", await derived("seal"), "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function derived(purpose: Purpose | "seal"): Promise<ArrayBuffer> {
  const secret = Deno.env.get("STATE_SIGNING_KEY") ?? "";
  if (secret.length < SHORTEST_KEY) {
    throw new Refusal(503, "oauth_not_configured");
  }
  const key = await crypto.subtle.importKey("raw", text.encode(secret), "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  return await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: text.encode(purpose) }, key, 256);
}
