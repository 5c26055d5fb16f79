const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A session that is not used for so long is over. Source: docs/spec/accounts.md [US1] */
export const SESSION_IDLE_MS = 12 * HOUR_MS
/** However much it is used, a session lasts no longer. Source: docs/spec/accounts.md [US1] */
export const SESSION_LONGEST_MS = 7 * DAY_MS
/** How long a browser is known after its last sign-in. Source: docs/spec/accounts.md [US4] */
export const DEVICE_KNOWN_MS = 90 * DAY_MS
/** How long a link to set a new password is open. Source: docs/spec/accounts.md [US6] */
export const RESET_LINK_MS = DAY_MS

/** When a session that is used now ends unless it is used again. */
export function sessionEnd(startedAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, startedAt.getTime() + SESSION_LONGEST_MS))
}
